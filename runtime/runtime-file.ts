import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isRunning } from './process-identity';

const RuntimeFileSchema = z.object({
  pid: z.int().positive(),
  startTime: z.string(),
  startedAt: z.string(),
  dataDir: z.string(),
  databaseUrl: z.string(),
  temporalAddress: z.string(),
  temporalNamespace: z.string(),
  temporalUiUrl: z.string().optional(),
  apiUrl: z.string().optional(),
  children: z.array(z.object({ name: z.string(), pid: z.int(), logFile: z.string() })),
});

/** Addresses and processes of a running stack, as other commands find them. */
export type RuntimeFile = Readonly<z.infer<typeof RuntimeFileSchema>>;

/** Tells other commands where the running stack is. Only the owner may read it: it holds the database password. */
export function writeRuntimeFile(content: RuntimeFile): void {
  const path = runtimeFilePath(content.dataDir);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

/** The stack that runs on a data directory; undefined when none does, also after it was killed. */
export function readRuntimeFile(dataDir: string): RuntimeFile | undefined {
  try {
    const content = RuntimeFileSchema.parse(
      JSON.parse(readFileSync(runtimeFilePath(dataDir), 'utf8')),
    );
    return isRunning(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets the stack of a data directory. */
export function removeRuntimeFile(dataDir: string): void {
  rmSync(runtimeFilePath(dataDir), { force: true });
}

function runtimeFilePath(dataDir: string): string {
  return join(dataDir, 'runtime.json');
}
