import { activeIdeasFrom } from './idea-pool/source.js';
import { dashboard } from './server.js';

const { SUPABASE_URL, SUPABASE_SERVICE_KEY, FLY_IMAGE_REF, PORT = '3000' } = process.env;
if (!SUPABASE_URL || !SUPABASE_SERVICE_KEY) throw new Error('SUPABASE_URL and SUPABASE_SERVICE_KEY must be set');

const server = dashboard({
  release: FLY_IMAGE_REF ?? 'local',
  loadIdeas: activeIdeasFrom({ url: SUPABASE_URL, key: SUPABASE_SERVICE_KEY }),
});
server.listen(Number(PORT), '::');
process.once('SIGTERM', () => server.close());
