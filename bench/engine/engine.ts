import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startInfrastructure } from '../../runtime/test-stack';
import { benchDbos } from './beside-dbos';
import { compareSides, type EngineRow } from './compare';
import { startProcess, type BenchProcess } from './processes';
import { createHandWrittenSide, createOurSide, type Servers } from './sides';
import { WORKLOADS } from './workloads';

const DIST = join(__dirname, '..', '..');

/** How thorough a bench is. */
export interface EngineBenchOptions {
  readonly rounds: number;
  /** Only workloads whose names have this in them. */
  readonly only: string;
  readonly tell: (line: string) => void;
}

/**
 * Measures plans beside workflows written by hand, in turns on the same servers with the same settings,
 * and stretches of short steps beside DBOS on the same PostgreSQL.
 */
export async function benchEngine(options: EngineBenchOptions): Promise<readonly EngineRow[]> {
  const { tell } = options;
  tell('starting PostgreSQL and Temporal');
  const infrastructure = await startInfrastructure();
  const bot = await startBot();
  const processes: BenchProcess[] = [];
  const { temporalAddress, temporalNamespace } = infrastructure;
  const serversOf = async (name: string): Promise<Servers> => ({
    ...{ temporalAddress, temporalNamespace, botUrl: bot.url, taskQueue: name },
    databaseUrl: await infrastructure.createDatabase(name),
    migrations: join(DIST, '..', 'migrations'),
  });
  try {
    const ours = await serversOf('ours');
    const byHand = await serversOf('by_hand');
    // Opening our side migrates its database, which the worker needs.
    const sides = { ours: await createOurSide(ours), byHand: await createHandWrittenSide(byHand) };
    tell('starting workers');
    const workers = {
      ours: await startProcess(join(DIST, 'workers', 'main.js'), environment(ours)),
      byHand: await startProcess(join(__dirname, 'hand-written-worker.js'), environment(byHand)),
    };
    processes.push(workers.ours, workers.byHand);
    const rows: EngineRow[] = [];
    for (const workload of WORKLOADS.filter(({ name }) => name.includes(options.only))) {
      tell(workload.name);
      rows.push(await compareSides(workload, sides, workers, options.rounds));
    }
    if ('beside DBOS'.includes(options.only)) {
      tell('beside DBOS');
      const dbos = await serversOf('dbos');
      const worker = await startProcess(join(__dirname, 'dbos-worker.js'), environment(dbos));
      processes.push(worker);
      rows.push(...(await benchDbos(sides.ours, worker, options.rounds)));
    }
    await sides.ours.close();
    await sides.byHand.close();
    return rows;
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
    bot.server.close();
    bot.server.closeAllConnections();
    await infrastructure.stop();
  }
}

function environment(servers: Servers): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: servers.databaseUrl,
    TEMPORAL_ADDRESS: servers.temporalAddress,
    TEMPORAL_NAMESPACE: servers.temporalNamespace,
    EVERSTEP_TASK_QUEUE: servers.taskQueue,
    EVERSTEP_SECRET: 'a secret of the bench only',
    EVERSTEP_ALLOW_PRIVATE_ADDRESSES: 'true',
    EVERSTEP_LOG_LEVEL: 'info',
  };
}

/** A bot that answers at once. */
async function startBot(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/` };
}
