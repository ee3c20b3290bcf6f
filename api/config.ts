import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../plan/errors';
import { DEFAULT_TASK_QUEUE } from '../plan/walk';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const FLAG = z.enum(['true', 'false']);
const SECRET_SETTINGS = new Set(['DATABASE_URL', 'EVERSTEP_API_KEY']);

/** The environment of the API process: every variable it reads, with its default. */
export const ApiConfigSchema = z
  .object({
    DATABASE_URL: z
      .string({ error: 'a postgresql:// address' })
      .regex(/^postgres(ql)?:\/\/.+/, { error: 'a postgresql:// address' }),
    TEMPORAL_ADDRESS: z
      .string({ error: 'host:port' })
      .regex(/^[^\s/]+:\d+$/, { error: 'host:port' }),
    TEMPORAL_NAMESPACE: z.string().min(1).default('everstep'),
    /** Task queue of the workers. */
    EVERSTEP_TASK_QUEUE: z.string().min(1).default(DEFAULT_TASK_QUEUE),
    EVERSTEP_HOST: z.string().min(1).default('127.0.0.1'),
    EVERSTEP_PORT: z.coerce.number().int().min(0).max(65_535).default(7400),
    /** Another host than loopback is served only with this: the API then relies on its keys alone. */
    EVERSTEP_ALLOW_REMOTE: FLAG.default('false'),
    EVERSTEP_PACKAGES_DIR: z.string().min(1).default('./bottemplates'),
    EVERSTEP_DATA_DIR: z.string().min(1).default('./.everstep'),
    /** Longest body of a request, in bytes. */
    EVERSTEP_BODY_LIMIT: z.coerce.number().int().min(1_024).max(16_777_216).default(1_048_576),
    /** Runs, or deliveries, that may wait for Temporal while it is away; then the API answers 503. */
    EVERSTEP_ON_FAILURE: z.enum(['fail', 'hold']).default('fail'),
    EVERSTEP_MAX_BACKLOG: z.coerce.number().int().min(1).default(100_000),
    /** The first admin key. Without it one is made and kept in `<data>/api-key`. */
    EVERSTEP_API_KEY: z.string().min(8).max(500).regex(/^\S+$/).exactOptional(),
    /** Address of the Temporal Web UI, for links. `EVERSTEP_TEMPORAL_UI_URL` is the same. */
    EVERSTEP_TEMPORAL_UI: z.url().exactOptional(),
    EVERSTEP_TEMPORAL_UI_URL: z.url().exactOptional(),
    EVERSTEP_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    /** `false` leaves the schema of the database to somebody else. */
    EVERSTEP_MIGRATE: FLAG.default('true'),
  })
  .refine((env) => env.EVERSTEP_ALLOW_REMOTE === 'true' || LOOPBACK.has(env.EVERSTEP_HOST), {
    path: ['EVERSTEP_HOST'],
    error: 'a loopback address, unless EVERSTEP_ALLOW_REMOTE is true',
  });

/** What the API process was told. */
export interface ApiConfig {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly taskQueue: string;
  readonly host: string;
  readonly port: number;
  readonly packagesDir: string;
  readonly dataDir: string;
  readonly bodyLimit: number;
  readonly maxBacklog: number;
  readonly apiKey: string | undefined;
  readonly temporalUi: string | undefined;
  /** `hold`: a run that would fail waits for an operator. */
  readonly onFailure: 'fail' | 'hold';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly migrate: boolean;
}

/** Reads the configuration; an empty variable counts as unset. A wrong one is STACK_SETTING_INVALID. */
export function readApiConfig(env: Readonly<Record<string, string | undefined>>): ApiConfig {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const result = ApiConfigSchema.safeParse(Object.fromEntries(given));
  if (!result.success) throw wrongSetting(env, result.error);
  const { data } = result;
  return {
    databaseUrl: data.DATABASE_URL,
    temporalAddress: data.TEMPORAL_ADDRESS,
    temporalNamespace: data.TEMPORAL_NAMESPACE,
    taskQueue: data.EVERSTEP_TASK_QUEUE,
    host: data.EVERSTEP_HOST,
    port: data.EVERSTEP_PORT,
    packagesDir: resolve(data.EVERSTEP_PACKAGES_DIR),
    dataDir: resolve(data.EVERSTEP_DATA_DIR),
    bodyLimit: data.EVERSTEP_BODY_LIMIT,
    onFailure: data.EVERSTEP_ON_FAILURE,
    maxBacklog: data.EVERSTEP_MAX_BACKLOG,
    apiKey: data.EVERSTEP_API_KEY,
    temporalUi: data.EVERSTEP_TEMPORAL_UI ?? data.EVERSTEP_TEMPORAL_UI_URL,
    logLevel: data.EVERSTEP_LOG_LEVEL,
    migrate: data.EVERSTEP_MIGRATE === 'true',
  };
}

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

function wrongSetting(
  env: Readonly<Record<string, string | undefined>>,
  error: z.ZodError,
): AppError {
  const issue = error.issues[0];
  const setting = String(issue?.path[0] ?? 'the environment');
  const given = env[setting] ?? '';
  const shown = SECRET_SETTINGS.has(setting) ? 'not usable' : given;
  const value = given === '' ? 'not set' : shown;
  return new AppError('STACK_SETTING_INVALID', { setting, value, expected: issue?.message ?? '' });
}
