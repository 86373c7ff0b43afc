import { buildCommand } from '@stricli/core';
import { describe, expect, it } from 'vitest';
import { exitCodes, type ExitCode } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { testProcess, type TestProcess } from '../testing/process.ts';
import { settling, type CliContext } from './context.ts';
import { commonFlags, textFlag, type CommonFlags } from './flags.ts';
import type { Route } from './routes.ts';
import { runCli } from './run-cli.ts';

interface Flags extends CommonFlags {
  readonly who: string;
}

type Work = (context: CliContext) => Promise<ExitCode>;

const never = async (): Promise<never> => Promise.reject(new Error('this route was not named'));

/** A command line with one command that does `work`; the other must never be loaded. */
function routes(work: Work): readonly Route[] {
  const greet = buildCommand<Flags, [string?], CliContext>({
    docs: { brief: 'Greet' },
    parameters: {
      flags: { ...commonFlags, who: textFlag('NAME', 'Whom') },
      positional: { kind: 'tuple', parameters: [{ placeholder: 'HOW', brief: 'How', parse: String, optional: true }] },
    },
    loader: async () => settling(async (context) => work(context)),
  });
  return [
    { name: 'greet', brief: 'Greet someone', heading: 'Launch', load: async () => greet },
    { name: 'heavy', brief: 'Load much', heading: 'Tools', load: never },
  ];
}

const greeted: Work = async ({ output }) => {
  output.payload({ greeted: true }, [{ kind: 'line', text: 'hello' }]);
  return exitCodes.settled;
};

async function call(argv: readonly string[], work: Work = greeted): Promise<TestProcess & { code: ExitCode }> {
  const process = testProcess(argv);
  return { ...process, code: await runCli(process, routes(work)) };
}

describe('help', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists the commands without loading one', async (argv) => {
    const { code, out } = await call(argv);
    expect(code).toBe(0);
    expect(out()).toContain('greet      Greet someone');
    expect(out()).toContain('heavy      Load much');
  });
  it.each([[['greet', '--help']], [['help', 'greet']]])('%j shows the flags of the command', async (argv) => {
    const { code, out } = await call(argv);
    expect(code).toBe(0);
    expect(out()).toContain('--who');
  });
  it('prints the version', async () => expect((await call(['--version'])).out()).toBe('1.2.3\n'));
});

describe('wrong usage is 64', () => {
  it.each([
    [['gret'], 'There is no command `prestage gret`'],
    [['--json', 'greet'], '--json stands before the command'],
    [['greet', '--who', 'a', '--whom', 'b'], 'There is no option --whom; did you mean --who?'],
    [['greet'], '--who'],
    [['greet', '--who'], '--who needs a value'],
    [['greet', '--who', 'a', 'well', 'twice'], 'There is one argument too many: twice'],
  ])('%j', async (argv, sentence) => {
    const { code, out, err } = await call([...argv]);
    expect(code).toBe(exitCodes.usage);
    const said = argv[0] === '--json' ? out() : err();
    expect(said).toContain(sentence);
    expect(said).toMatch(/prestage( greet)? --help/u);
  });
  it('is said in JSON, alone on stdout, when --json stands there', async () => {
    const { code, out, err } = await call(['greet', '--wo', '--json']);
    expect(code).toBe(exitCodes.usage);
    expect(JSON.parse(out())).toMatchObject({
      error: { code: 'cli.usage', what: '`prestage greet` cannot be called like this' },
    });
    expect(err()).toBe('');
  });
});

describe('what a command comes to', () => {
  it('leaves its own exit code', async () => {
    expect((await call(['greet', '--who', 'a'], async () => exitCodes.waiting)).code).toBe(5);
  });
  it('prints its payload alone on stdout with --json', async () => {
    const { out, err } = await call(['greet', '--who', 'a', '--json']);
    expect(JSON.parse(out())).toEqual({ greeted: true });
    expect(err()).toBe('');
  });
  it('leaves the code of the failure that it throws, and nothing on stdout', async () => {
    const { code, out, err } = await call(['greet', '--who', 'a'], async () => {
      throw new Failure({
        code: 'tool.missing',
        what: 'There is no flyctl',
        why: 'it is not on PATH',
        fix: 'Install it.',
      });
    });
    expect({ code, out: out() }).toEqual({ code: exitCodes.missing, out: '' });
    expect(err()).toContain('There is no flyctl');
  });
  it('puts a refusal of the system into words', async () => {
    const { code, err } = await call(['greet', '--who', 'a'], async () => {
      throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', path: '/full/disk' });
    });
    expect(code).toBe(exitCodes.missing);
    expect(err()).toContain('/full/disk does not fit: the disk is full');
  });
  it('owns a fault of Prestage as 4, without a path of this machine', async () => {
    const { code, err } = await call(['greet', '--who', 'a'], async () => {
      throw new TypeError('undefined is not a launch');
    });
    expect(code).toBe(exitCodes.internal);
    expect(err()).toContain('Prestage itself failed');
    expect(err()).toContain('src/cli/app/run-cli.test.ts');
    expect(err()).not.toContain(import.meta.dirname);
  });
});

describe('Ctrl-C', () => {
  it('ends with 130 and says where things stand', async () => {
    const process = testProcess(['greet', '--who', 'a']);
    const running = runCli(
      process,
      routes(async () => new Promise(() => process.interrupt())),
    );
    expect(await running).toBe(exitCodes.interrupted);
    expect(process.err()).toContain('prestage status');
  });
  it('is how a server ends, when it asks for that', async () => {
    const process = testProcess(['greet', '--who', 'a']);
    const code = await runCli(
      process,
      routes(async ({ untilInterrupted }) => {
        const stop = untilInterrupted();
        process.interrupt();
        await stop;
        return exitCodes.settled;
      }),
    );
    expect(code).toBe(exitCodes.settled);
  });
});
