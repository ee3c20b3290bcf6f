import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '../runtime/stack';
import type { Context } from './context';

/** The addresses of a running stack, as `--json` prints them. */
export interface Addresses {
  readonly api: string;
  readonly apiKeyFile: string;
  readonly temporalUi: string | null;
  readonly temporal: string;
  readonly namespace: string;
  readonly dataDir: string;
}

/** Where everything of a stack is found. */
export function addressesOf(stack: Stack): Addresses {
  return {
    api: stack.apiUrl,
    apiKeyFile: join(stack.dataDir, 'api-key'),
    temporalUi: stack.temporalUiUrl ?? null,
    temporal: stack.temporalAddress,
    namespace: stack.temporalNamespace,
    dataDir: stack.dataDir,
  };
}

/** The page of a run in Temporal's web pages; null for an external Temporal. */
export function runPage({ temporalUi, namespace }: Addresses, runId: string): string | null {
  return (
    temporalUi && `${temporalUi.replace(/\/$/, '')}/namespaces/${namespace}/workflows/${runId}`
  );
}

/** What a person sees once everything answers. */
export function bannerLines({ paint }: Context, addresses: Addresses): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['API', addresses.api],
    [
      'API key',
      `${addresses.apiKeyFile}${existsSync(addresses.apiKeyFile) ? '' : ' (not there yet)'}`,
    ],
    ['Temporal Web UI', addresses.temporalUi ?? `with the server at ${addresses.temporal}`],
    ['Data', `${addresses.dataDir} (kept)`],
  ];
  return rows.map(([name, value]) => `  ${paint('dim', name.padEnd(16))} ${paint('cyan', value)}`);
}
