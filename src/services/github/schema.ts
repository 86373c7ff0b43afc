import { z } from 'zod';

/** What is read of GitHub's answers, and nothing else: https://docs.github.com/en/rest/actions/secrets */
export const publicKey = z.object({ key_id: z.string().min(1), key: z.string().min(1) });

export const secretRow = z.object({ name: z.string(), updated_at: z.string() });
export const secretPage = z.object({ total_count: z.number(), secrets: z.array(secretRow) });
