import { Connection } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../plan/errors';

/** Search attributes by which runs are found in Temporal; all are keywords. */
export const searchAttributes = [
  'EverstepWorkflow',
  'EverstepWorkspace',
  'EverstepPackage',
] as const;

/** Closed runs stay readable in Temporal this long; the server's own default is one day. */
const retentionMs = 30 * 24 * 60 * 60 * 1000;
const notFound = 5;
const keyword = 2;

/** A namespace at an address. */
export interface NamespacePlace {
  readonly address: string;
  readonly namespace: string;
}

/** True when a Temporal frontend answers at the address. */
export async function temporalAnswers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 3000 });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes sure that the namespace exists, keeps closed runs for 30 days and knows our search attributes.
 * Repeats until the server is able to, within the limit.
 */
export async function ensureNamespace(place: NamespacePlace, limitMs: number): Promise<void> {
  const deadline = Date.now() + limitMs;
  const connection = await Connection.connect({
    address: place.address,
    connectTimeout: limitMs,
  }).catch((error: unknown) => {
    throw unreachable(place, error);
  });
  try {
    while (!(await isPrepared(connection, place, deadline))) await sleep(100);
  } finally {
    await connection.close();
  }
}

async function isPrepared(
  connection: Connection,
  place: NamespacePlace,
  deadline: number,
): Promise<boolean> {
  try {
    await prepareNamespace(connection, place.namespace);
    return true;
  } catch (error) {
    if (Date.now() > deadline) throw unreachable(place, error);
    return false;
  }
}

async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  const period = msToTs(retentionMs);
  try {
    const found = await connection.workflowService.describeNamespace({ namespace });
    const keptMs = optionalTsToMs(found.config?.workflowExecutionRetentionTtl) ?? 0;
    if (keptMs < retentionMs) {
      const config = { workflowExecutionRetentionTtl: period };
      await connection.workflowService.updateNamespace({ namespace, config });
    }
  } catch (error) {
    if ((error as { code?: number }).code !== notFound) throw error;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: period,
    });
  }
  await addSearchAttributes(connection, namespace);
}

async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = searchAttributes.filter((name) => !(name in known.customAttributes));
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
  });
}

function unreachable(place: NamespacePlace, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'STACK_TEMPORAL',
    { address: place.address, reason: `namespace ${place.namespace}: ${reason}` },
    { cause },
  );
}
