import { hidingArguments } from './git-test.ts';

/** A shape of arguments that no direction allows, whatever tools it names. */
export interface RefusedShape {
  readonly id: string;
  /** `*` is every program. */
  readonly program: string;
  /**
   * The call is refused when each group has an argument that fits one of its patterns, in any order. Patterns are a POSIX
   * shell's: `*`, `?`, `[a-z]`.
   */
  readonly groups?: readonly (readonly string[])[];
  /** Patterns for the first argument that is no option. */
  readonly first?: readonly string[];
  /** How arguments begin with which it is let pass all the same: words with one space between them. */
  readonly except?: string;
  /** Patterns for what stands between `://` and the next `/` in an argument without spaces. */
  readonly authority?: readonly string[];
  readonly why: string;
  readonly fix: string;
}

const onArgv = 'every user of the machine can read command lines';
const remote = [
  '--linked',
  '--linked=*',
  '--db-url',
  '--db-url=*',
  '--remote',
  '--remote=*',
  '--project-ref',
  '--project-ref=*',
];

const refusedShapes: readonly RefusedShape[] = [
  {
    id: 'supabase-reset',
    program: 'supabase',
    groups: [['db'], ['reset'], remote],
    why: 'it drops everything that the linked database holds',
    fix: 'Bind `database.push`, which applies what is pending, or reset the local database alone.',
  },
  {
    id: 'supabase-password',
    program: 'supabase',
    groups: [['-p', '-p?*', '--password', '--password=*', '--token', '--token=*']],
    why: onArgv,
    fix: 'Hand the password over as SUPABASE_DB_PASSWORD or a PGPASSFILE, the token as SUPABASE_ACCESS_TOKEN.',
  },
  {
    id: 'git-plumbing',
    program: 'git',
    groups: [['send-pack', 'http-push']],
    // So `git push` calls it, for HTTP: it speaks with git alone then.
    except: 'send-pack --stateless-rpc ',
    why: 'it pushes by itself, with force where it likes',
    fix: 'Use `git push`, without force.',
  },
  {
    id: 'git-force-push',
    program: 'git',
    groups: [
      ['push', 'send-pack'],
      // Git takes an option by its beginning; and a cluster of letters, `-4f`.
      ['--forc*', '-f*', '-[A-Za-z0-9]*f*', '+*', '--m*', '--pru*', 'remote.*.push=*', 'remote.*.mirror=*'],
    ],
    why: 'it overwrites what others have pushed',
    fix: 'Push without force, or have a person do it.',
  },
  {
    id: 'git-delete-remote',
    program: 'git',
    groups: [
      ['push', 'send-pack'],
      ['--de*', '-d*', '-[A-Za-z0-9]*d*', ':?*'],
    ],
    why: 'it deletes a branch or tag for everybody',
    fix: 'Have a person delete it.',
  },
  {
    id: 'git-hooks',
    program: 'git',
    groups: [hidingArguments],
    why: 'it makes later git commands run a program of somebody’s choice',
    fix: 'Call the program itself, so that it stands in the record.',
  },
  {
    id: 'fly-secrets-argv',
    program: 'fly',
    groups: [['secrets'], ['set'], ['[A-Za-z_]*=?*']],
    why: onArgv,
    fix: 'Use `fly secrets import` and hand NAME=VALUE over by standard input.',
  },
  {
    id: 'fly-destroy',
    program: 'fly',
    groups: [['destroy']],
    why: 'it destroys an app, a machine or a volume',
    fix: 'Have a person do it.',
  },
  {
    id: 'fly-destroy',
    program: 'fly',
    groups: [
      ['rm', 'remove', 'delete'],
      ['app', 'apps', 'machine', 'machines', 'm', 'volume', 'volumes', 'vol', 'vols', 'v'],
    ],
    why: 'it destroys an app, a machine or a volume',
    fix: 'Have a person do it.',
  },
  {
    id: 'gh-secret-argv',
    program: 'gh',
    groups: [['secret'], ['set'], ['-b', '-b?*', '-u*b*', '--body', '--body=*']],
    why: onArgv,
    fix: 'Hand the value over by standard input: without --body, `gh secret set NAME` reads it there.',
  },
  {
    id: 'psql-password',
    program: 'psql',
    groups: [['*password=?*']],
    why: onArgv,
    fix: 'Leave the password out and hand over a PGPASSFILE of mode 0600.',
  },
  {
    id: 'env-password',
    program: 'env',
    groups: [['PGPASSWORD=?*', '*_TOKEN=?*', '*_SECRET=?*', '*_PASSWORD=?*', '*_API_KEY=?*']],
    why: onArgv,
    fix: 'Set the variable for that one child instead of naming its value in a command line.',
  },
  {
    id: 'env-path',
    program: 'env',
    groups: [['PATH=*', 'LD_PRELOAD=*', 'LD_LIBRARY_PATH=*', 'BASH_ENV=*']],
    why: 'it leads round the tools that the order allows',
    fix: 'Call the tool by its name, and list it under Allowed Tools.',
  },
  {
    id: 'rg-pre',
    program: 'rg',
    groups: [['--pre', '--pre=*', '--hostname-bin', '--hostname-bin=*']],
    why: 'it runs a program for each file that is searched',
    fix: 'Search without it.',
  },
  {
    id: 'npm-publish',
    program: 'npm',
    first: ['publish', 'unpublish', 'deprecate', 'dist-tag', 'owner', 'token', 'access'],
    why: 'it changes the registry for everybody',
    fix: 'Have a person do it.',
  },
  {
    id: 'npm-create',
    program: 'npm',
    first: ['create', 'init', 'innit'],
    why: 'it fetches a package that nobody chose and runs it',
    fix: 'Add the package to package.json, then call it through `npm run` or an allowed `npx`.',
  },
  {
    id: 'password-in-url',
    program: '*',
    authority: ['?*:?*@?*'],
    why: onArgv,
    fix: 'Leave the password out of the URL and hand it over by a PGPASSFILE, standard input or the environment.',
  },
  {
    id: 'token-on-argv',
    program: '*',
    groups: [
      [
        '*sbp_[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*',
        '*gh[pousr]_[A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9]*',
        '*github_pat_?????????*',
        '*sk_live_?????????*',
        '*FlyV1 fm?_*',
        '*-----BEGIN *PRIVATE KEY-----*',
      ],
    ],
    why: onArgv,
    fix: 'Hand the value over by standard input, a file of mode 0600, or the environment of that one command.',
  },
];

/** Names that are one program. */
const aliases: Readonly<Record<string, string>> = {
  flyctl: 'fly',
  pg_dump: 'psql',
  pg_dumpall: 'psql',
  pg_restore: 'psql',
};

/** Whether two names are one program. */
export function isSameProgram(one: string, other: string): boolean {
  return one === other || (aliases[one] ?? one) === other || one === aliases[other];
}

/** The shapes that are refused of a program alone. */
export function ownShapesOf(program: string): readonly RefusedShape[] {
  return shapesOf(program).filter((shape) => shape.program !== '*');
}

/** The shapes that are refused of a program, those of every program first. */
export function shapesOf(program: string): readonly RefusedShape[] {
  const name = aliases[program] ?? program;
  return refusedShapes.filter((shape) => shape.program === '*' || shape.program === name);
}
