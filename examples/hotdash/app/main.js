import { everyMs, ingest } from './idea-pool/ingest.js';
import { activeIdeasFrom } from './idea-pool/source.js';
import { createMetrics } from './metrics.js';
import { dashboard } from './server.js';

const { SUPABASE_URL, SUPABASE_SERVICE_KEY, FLY_IMAGE_REF, PORT = '3000' } = process.env;
if (!SUPABASE_URL || !SUPABASE_SERVICE_KEY) throw new Error('SUPABASE_URL and SUPABASE_SERVICE_KEY must be set');

const metrics = createMetrics();
const loadIdeas = activeIdeasFrom({ url: SUPABASE_URL, key: SUPABASE_SERVICE_KEY });
const server = dashboard({ release: FLY_IMAGE_REF ?? 'local', loadIdeas, metrics });
const ingesting = setInterval(() => void ingest({ loadIdeas, metrics }), everyMs);
void ingest({ loadIdeas, metrics });
server.listen(Number(PORT), '::');
process.once('SIGTERM', () => {
  clearInterval(ingesting);
  server.close();
});
