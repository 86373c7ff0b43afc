import { Failure, type FailureData } from '../../core/failure.ts';

/** What a call fails with; an error when it does not, or with something else than a Failure. */
export function failureOf(call: () => unknown): FailureData {
  try {
    call();
  } catch (error) {
    if (error instanceof Failure) return error.data;
    throw error;
  }
  throw new Error('it did not fail');
}
