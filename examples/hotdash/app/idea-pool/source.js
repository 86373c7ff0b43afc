/**
 * Reads the view `active_ideas` through Supabase's REST API.
 *
 * @param {{ url: string, key: string }} supabase the project's address and the service key
 * @returns {() => Promise<{ suggestion_type: string }[]>} rejects when the answer is not 200
 */
export function activeIdeasFrom({ url, key }) {
  return async () => {
    const response = await fetch(new URL('/rest/v1/active_ideas?select=*', url), {
      headers: { apikey: key, authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(5000),
    });
    if (!response.ok) throw new Error(`Supabase answered ${response.status} for active_ideas`);
    return response.json();
  };
}
