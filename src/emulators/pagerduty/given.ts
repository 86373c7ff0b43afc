import { z } from 'zod';

/** What a PagerDuty can be told of itself: nothing but the key, which is a secret. */
export const givenSchema = z.strictObject({});
