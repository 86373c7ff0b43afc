import { Failure } from '../../../core/failure.ts';
import { pinned, refuseMissingImage } from '../point/image.ts';
import type { Gate } from './gate.ts';

/** The image, and that of the release that would be come back to: by digest, since a tag may be moved. */
export const imageGate: Gate = async ({ place, data: { wish, point } }) => {
  try {
    await refuseMissingImage(place, wish.image, 'that is promoted');
    await refuseMissingImage(place, pinned(point.release.image, point.release.digest), 'of the way back');
    return { verdict: 'verified', why: 'the registry has the image, and that of the way back' };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { verdict: 'failed', why: `${error.data.what}: ${error.data.why}`, fix: error.data.fix };
  }
};
