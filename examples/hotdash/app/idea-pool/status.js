/** Where an idea may go from where it is. A decision is undone by way of a draft, so that it is reviewed again. */
const moves = {
  draft: ['pending_review'],
  pending_review: ['draft', 'approved', 'rejected'],
  approved: ['draft'],
  rejected: ['draft'],
};

export const statuses = Object.keys(moves);

/** @returns {boolean} */
export function canMove(from, to) {
  return moves[from]?.includes(to) ?? false;
}

/**
 * The idea after the move.
 *
 * @throws {Error} when the move is not allowed, or a decision has no reviewer
 */
export function move(idea, to, reviewer) {
  if (!canMove(idea.status, to)) throw new Error(`idea ${idea.id} cannot go from ${idea.status} to ${to}`);
  const decided = to === 'approved' || to === 'rejected';
  if (decided && !reviewer) throw new Error(`idea ${idea.id} needs a reviewer to be ${to}`);
  return { ...idea, status: to, reviewer: decided ? reviewer : null };
}
