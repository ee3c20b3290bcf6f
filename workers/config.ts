import { z } from 'zod';
import { ModelListSchema } from '../activities/models/model-list';
import { DEFAULT_TASK_QUEUE } from '../plan/walk';

/** What a worker reads from its environment. */
export const WorkerConfigSchema = z.object({
  DATABASE_URL: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().min(1).default('everstep'),
  /** Signs the tokens of approvers, the same for all workers; made in the data folder where absent. */
  EVERSTEP_SECRET: z.string().min(16).exactOptional(),
  EVERSTEP_DATA_DIR: z.string().min(1).default('.everstep'),
  EVERSTEP_TASK_QUEUE: z.string().min(1).default(DEFAULT_TASK_QUEUE),
  EVERSTEP_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /**
   * True takes a decision that comes as a raw Temporal signal without the approver's token: who may signal
   * is then up to Temporal. The audit says how each decision came.
   */
  EVERSTEP_TRUST_SIGNALS: z.stringbool().default(true),
  /** Bots may be called at private addresses only where this is true. */
  EVERSTEP_ALLOW_PRIVATE_ADDRESSES: z.stringbool().default(false),
  /** `off` makes each short step an activity of its own: slow, and the same in every other way. */
  EVERSTEP_SEGMENTS: z.stringbool({ truthy: ['on'], falsy: ['off'] }).default(true),
  /** `hold` lets a run that would fail wait for an operator. */
  EVERSTEP_ON_FAILURE: z.enum(['fail', 'hold']).default('fail'),
  /** Hosts that may be called wherever they are: `name` or `name:port`, separated by commas. */
  EVERSTEP_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((hosts) =>
      hosts
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ''),
    ),
  /** `host:port` at which Prometheus reads Temporal's figures of this worker. */
  EVERSTEP_METRICS_ADDRESS: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$/, { error: 'has to be host:port' })
    .exactOptional(),
  /** Where mails are handed over, e.g. `smtps://user:password@mail.example.com`; without it they stay in the outbox. */
  EVERSTEP_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, { error: 'has to begin with smtp:// or smtps://' })
    .exactOptional(),
  /** Address at which people reach the API, for links in mails. */
  EVERSTEP_PUBLIC_URL: z.url({ protocol: /^https?$/ }).exactOptional(),
  EVERSTEP_MAIL_FROM: z.string().min(3).default('Everstep <everstep@localhost>'),
  EVERSTEP_MODELS: ModelListSchema,
  EVERSTEP_MAX_ACTIVITIES: z.coerce.number().int().positive().default(100),
  EVERSTEP_MAX_CACHED_WORKFLOWS: z.coerce.number().int().positive().default(500),
});
export type WorkerConfig = Readonly<z.infer<typeof WorkerConfigSchema>>;
