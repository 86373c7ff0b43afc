import { repeated } from './effects.ts';
import { endStateOf } from './end-state.ts';
import { goThrough, type Kill } from './go-through.ts';
import type { Template } from './template.ts';
import { createWorld } from './world.ts';

/** Goes through a launch in a world of its own, killed or not. Gives where it was killed, and what is left. */
export async function survived(template: Template, kill?: Kill) {
  const world = await createWorld(template);
  try {
    await goThrough(world, kill);
    return { deaths: world.deaths(), again: repeated(world), state: await endStateOf(world) };
  } finally {
    await world.end();
  }
}
