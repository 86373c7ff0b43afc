/** The time of a whole call. */
export interface Deadline {
  readonly isOver: () => boolean;
  /** Calls it when the time is over, at once when it is already. */
  readonly whenOver: (listener: () => void) => void;
  readonly end: () => void;
}

/** Over after so many milliseconds, or when the whole check is. */
export function startDeadline(ms: number, outer: AbortSignal | undefined): Deadline {
  const listeners: (() => void)[] = [];
  let isOver = false;
  const over = (): void => {
    isOver = true;
    for (const listener of listeners.splice(0)) listener();
  };
  const timer = setTimeout(over, ms);
  outer?.addEventListener('abort', over, { once: true });
  if (outer?.aborted === true) over();
  return {
    isOver: () => isOver,
    whenOver(listener) {
      if (isOver) listener();
      else listeners.push(listener);
    },
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', over);
    },
  };
}
