import { dirname } from 'node:path';
import type { Catalogue, WritePlace } from '../core/action.ts';
import type { BoundOrder, Step } from '../core/binding.ts';
import type { FailureData } from '../core/failure.ts';
import type { Item } from '../core/order.ts';
import { probeRoom } from '../services/files/probe-room.ts';
import { stepsOf } from './steps-of.ts';

/** What a replaced file may take beside the old one, for the moment. Bytes. */
const roomForFile = 1024 * 1024;

export interface Writing {
  readonly root: string;
  readonly bound: BoundOrder;
  readonly catalogue: Catalogue;
  readonly settings: WritePlace['settings'];
}

/** The folders that bound actions will write to and cannot, each named once. */
export async function unwritablePlaces(writing: Writing): Promise<readonly FailureData[]> {
  const items = new Map(writing.bound.tasks.flatMap(({ item, steps }) => steps.map((step) => [step, item] as const)));
  const paths = await Promise.all(stepsOf(writing.bound).map((step) => pathsOf(step, items.get(step), writing)));
  const folders = [...new Set(paths.flat().map((path) => dirname(path)))].toSorted();
  const problems = await Promise.all(folders.map((folder) => probeRoom(writing.root, folder, roomForFile)));
  return problems.filter((problem) => problem !== undefined);
}

/** An input that its schema does not take is a finding of its own. */
async function pathsOf(
  { action: id, input }: Step,
  item: Item | undefined,
  { catalogue, settings }: Writing,
): Promise<readonly string[]> {
  const action = await catalogue.load(id);
  if (action === undefined || action.effects === 'none' || action.writes === undefined) return [];
  const read = action.input.safeParse(input);
  return read.success ? action.writes(read.data, { settings, ...(item === undefined ? {} : { item }) }) : [];
}
