import type { ActionContext } from '../../../core/action.ts';
import { milliseconds } from '../../notify/duration.ts';
import type { FlyPlace } from '../place.ts';

/** When every machine must be well that is begun now; milliseconds since 1970. */
export function deadlineFrom({ clock }: ActionContext, { settings }: FlyPlace): number {
  return clock.now().getTime() + milliseconds(settings.deadline);
}
