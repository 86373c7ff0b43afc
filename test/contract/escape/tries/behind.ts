import { outsidePath, ran, type Try } from './try.ts';

const remote = '$OUTSIDE/remote.git';
const pushed = 'outside:remote.git/refs/heads/main';
const refused = /git push --force .*\(git-force-push\)/;
/** What a shim becomes, as whoever reads the shim finds it. */
const read = String.raw`real=$(sed -n "s/^exec '\(.*\)' .*/\1/p" "$(command -v git)"); [ -x "$real" ] || real=$GIT`;
/** Takes a second, and has an effect when it has come to its end. */
const slowly = (git: string): string =>
  `(sleep 1; echo HEAD) | ${git} cat-file --batch-check > out/found && cp out/found ${ran}`;

/** A tool whose arguments are held, by another way than its name. */
export const behind: readonly Try[] = [
  {
    id: 'git-path-force',
    words: '`git push --force`, by the path of git',
    script: `"$GIT" push --force ${remote} HEAD:main`,
    effect: pushed,
    refused,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
  },
  {
    id: 'git-path-force-live',
    words: 'The same in a live run, whose network is open',
    script: '"$GIT" push --force $SERVER/x HEAD:main',
    effect: 'request',
    refused,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
    live: true,
  },
  {
    id: 'git-core',
    words: 'The git among git’s own commands, by its path, in a live run',
    script: `"$(git --exec-path)/git" push --force $SERVER/x HEAD:main`,
    effect: 'request',
    refused,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
    live: true,
  },
  {
    id: 'git-core-link',
    words: 'git’s own command for it, by its path: `git-send-pack`',
    script: `core=$(git --exec-path); "$core/git-send-pack" --receive-pack="$core/git-receive-pack" --force ${remote} main`,
    effect: pushed,
    refused: /git send-pack --receive-pack=.*\(git-plumbing\)/,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
  },
  {
    id: 'git-core-path',
    words: 'A PATH with git’s own commands in front, in a live run',
    script: 'PATH=$(git --exec-path):$PATH; git push --force $SERVER/x HEAD:main',
    effect: 'request',
    refused,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
    live: true,
  },
  {
    id: 'git-calls-git',
    words: 'A git that calls another: `GIT_SSH_COMMAND` with a push, in a live run',
    script: `GIT_SSH_COMMAND='"$GIT" push --force $SERVER/x HEAD:main #' git ls-remote ssh://nowhere.invalid/x`,
    effect: 'request',
    refused,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
    live: true,
  },
  {
    id: 'hook-there',
    words: 'A git hook that was there, and pushes, in a live run',
    script: `PRE_PUSH='git push --no-verify --force $SERVER/x HEAD:main' git push --dry-run ${remote} HEAD:main`,
    effect: 'request',
    refused: /git push --no-verify --force .*\(git-force-push\)/,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
    live: true,
  },
  {
    id: 'read-shim',
    words: 'What a shim becomes, by a child that reads the shim',
    script: `${read}; ${slowly('"$real"')}`,
    effect: ran,
    refused: /git cat-file --batch-check: called past its shim/,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
  },
  {
    id: 'proc-exe',
    words: 'The program of a git that runs, by `/proc/PID/exe`',
    script: [
      `sleep 5 | sh -c 'read -r pid rest < /proc/self/stat; echo $pid > out/pid; exec git cat-file --batch' &`,
      `while ! [ -s out/pid ]; do sleep 0.1; done; sleep 0.3; read -r pid < out/pid; ${slowly('/proc/$pid/exe')}`,
    ].join('\n'),
    effect: ran,
    refused: /git cat-file --batch-check: called past its shim/,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
  },
  {
    id: 'read-shim-forge',
    words: 'The same, with a record of the call by one’s own hand',
    script: [
      read,
      String.raw`printf 'ran\037git\0371\0371\0370\037/\0374\037-c\037core.hookspath=x\037cat-file\037--batch-check\0' > ${'${PATH%%:*}'}/../calls`,
      slowly('"$real" -c core.hookspath=x'),
    ].join('\n'),
    effect: ran,
    refused: /git -c core\.hookspath=x cat-file: called past its shim/,
    named: outsidePath,
    sandbox: 'stopped',
    bare: 'not enforced',
  },
];
