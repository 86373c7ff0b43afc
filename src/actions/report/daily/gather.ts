import type { ActionContext } from '../../../core/action.ts';
import type { DailyReport, EnvironmentDay } from '../../../page/daily/model.ts';
import { exists } from '../../../services/files/read.ts';
import { readArchive, type Archive, type ArchivedHealth } from '../../health/records/read.ts';
import { milliseconds } from '../../notify/duration.ts';
import { checksOf } from '../../notify/send/configured.ts';
import { notifySettings } from '../../notify/settings.ts';
import type { DailySettings } from '../settings.ts';
import { besidePaths, environmentDay } from './environment.ts';
import { environmentsOf } from './environments.ts';
import { readNotices } from './notices.ts';

interface Wish {
  readonly day: string;
  readonly now: string;
  readonly folder: string;
  readonly settings: DailySettings;
}

/** All that the archive has of a day and of the days before it. */
export async function gatherDaily(context: ActionContext, wish: Wish): Promise<DailyReport> {
  const { day, now, settings } = wish;
  const end = `${day}T23:59:59.999Z`;
  const until = now < end ? now : end;
  const days = daysUpTo(day, settings.days);
  const names = await environmentsOf(context);
  const gathered = await Promise.all(
    names.map(async (name) => gatherEnvironment(context, name, { ...wish, until, days })),
  );
  const artifacts = notifySettings.safeParse(context.settings('notify') ?? {}).data?.artifacts;
  return {
    day,
    until,
    days: settings.days,
    objective: settings.objective,
    mode: context.mode,
    environments: gathered.map(({ environment }) => environment),
    asked: askedIn(gathered.flatMap(({ records }) => records)),
    ...(artifacts === undefined ? {} : { artifacts }),
  };
}

async function gatherEnvironment(
  context: ActionContext,
  name: string,
  wish: Wish & { readonly until: string; readonly days: readonly string[] },
): Promise<{ readonly environment: EnvironmentDay; readonly records: readonly ArchivedHealth[] }> {
  const { root, mode } = context;
  const { days, until, settings } = wish;
  const since = `${days[0] ?? wish.day}T00:00:00.000Z`;
  const archive = upTo(await readArchive(root, { environment: name, mode, since }), until);
  const { notices, unread } = await readNotices(root, { environment: name, mode, since, until });
  const beside = besidePaths(name);
  const there = await Promise.all(beside.map(async (path) => exists(root, path)));
  const environment = environmentDay({
    ...wish,
    name,
    objective: settings.objective,
    every: milliseconds(settings.every),
    archive,
    checks: checksOf(context, name),
    notices,
    unreadNotices: unread,
    beside: beside.filter((_, index) => there[index] === true),
  });
  return { environment, records: archive.records };
}

function upTo({ records, unread }: Archive, until: string): Archive {
  return { records: records.filter(({ record }) => record.startedAt <= until), unread };
}

/** The days of the window, oldest first. */
function daysUpTo(day: string, many: number): readonly string[] {
  const last = Date.parse(`${day}T00:00:00.000Z`);
  return Array.from({ length: many }, (_, index) =>
    new Date(last - (many - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
}

function askedIn(records: readonly ArchivedHealth[]): DailyReport['asked'] {
  const pairs = records
    .flatMap(({ record }) => record.results)
    .flatMap(({ asked, done }) => (asked === undefined || done === undefined ? [] : [{ asked, done }]));
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()].toSorted((a, b) =>
    a.asked < b.asked ? -1 : 1,
  );
}
