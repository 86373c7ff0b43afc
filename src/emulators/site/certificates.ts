import type { Secured } from '../kit/http/start-http.ts';
import { selfSigned } from '../kit/tls/certificate.ts';

/** Good ones and bad ones, made for this start. Clients judge them by their own time, whatever the emulator's clock shows. */
export function certificates(host: string, now: Date): Secured {
  const good = selfSigned(host, now);
  const flawed = {
    'certificate-expired': selfSigned(host, now, { days: [-90, -1] }),
    'certificate-not-yet': selfSigned(host, now, { days: [1, 90] }),
    'certificate-expiring': selfSigned(host, now, { days: [-87, 3] }),
    'certificate-wrong-host': selfSigned(host, now, { onlyFor: 'elsewhere.example.test' }),
  };
  const stranger = selfSigned(host, now);
  return {
    ca: [good, ...Object.values(flawed)].map(({ cert }) => cert).join(''),
    certificate(isSo) {
      if (isSo('certificate-untrusted')) return stranger;
      return Object.entries(flawed).find(([condition]) => isSo(condition))?.[1] ?? good;
    },
  };
}
