import type { RuntimeConfig } from './config';
import type { DoctorPart } from './doctor-report';
import { isPortFree, type PortSetting } from './ports';
import type { RuntimeFile } from './runtime-file';

/** The ports that a start would like; those of external servers are left out. */
export async function inspectPorts(
  config: RuntimeConfig,
  running: RuntimeFile | undefined,
): Promise<DoctorPart[]> {
  const { api, temporal, temporalUi, postgres } = config.ports;
  const wanted: readonly PortSetting[] = [
    api,
    ...(config.temporalAddress === undefined ? [temporal, temporalUi] : []),
    ...(config.databaseUrl === undefined ? [postgres] : []),
  ];
  const ours = running === undefined ? new Set<number>() : portsOf(running);
  return Promise.all(wanted.map((wish) => inspectPort(wish, ours)));
}

async function inspectPort(wish: PortSetting, ours: ReadonlySet<number>): Promise<DoctorPart> {
  const part = { name: `port ${wish.port}`, where: `127.0.0.1:${wish.port}` };
  if (ours.has(wish.port)) return { ...part, status: 'ok', advice: 'Used by this stack.' };
  if (wish.port === 0 || (await isPortFree(wish.port))) return { ...part, status: 'ok' };
  if (wish.origin === 'default') {
    return {
      ...part,
      status: 'ok',
      advice: `Taken; a start uses the next free port (${wish.setting} chooses one).`,
    };
  }
  return { ...part, status: 'unhealthy', advice: `Taken; set ${wish.setting} to a free port.` };
}

function portsOf(running: RuntimeFile): Set<number> {
  const addresses = [
    running.databaseUrl,
    running.temporalUiUrl,
    running.apiUrl,
    `tcp://${running.temporalAddress}`,
  ];
  return new Set(
    addresses.flatMap((address) => (address === undefined ? [] : [Number(new URL(address).port)])),
  );
}
