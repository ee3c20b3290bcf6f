/** What a variable of the environment decides, and what holds where it is not set and no schema says so. */
export interface SettingText {
  readonly meaning: string;
  readonly fallback?: string;
}

/** Every variable that a part of Everstep reads. */
export const SETTING_TEXTS: Readonly<Record<string, SettingText>> = {
  EVERSTEP_DATA_DIR: { meaning: 'Folder of databases, logs and keys.', fallback: '`.everstep`' },
  EVERSTEP_PACKAGES_DIR: { meaning: 'Folder of the `.gbai` packages.', fallback: '`bottemplates`' },
  EVERSTEP_HOST: { meaning: 'Address that the API listens on.' },
  EVERSTEP_PORT: { meaning: 'Port of the API.' },
  EVERSTEP_ALLOW_REMOTE: {
    meaning:
      '`true` lets the API listen on another address than loopback. Its keys are then all that protects it.',
  },
  EVERSTEP_API_KEY: {
    meaning: 'The first admin key, and the key that the command line sends.',
    fallback: 'made, in `api-key` of the data directory',
  },
  EVERSTEP_URL: {
    meaning: 'Where the command line finds the API.',
    fallback: 'the stack of the data directory',
  },
  EVERSTEP_SECRET: {
    meaning: 'Signs the tokens of approvers; the same for all workers.',
    fallback: 'made, in `secret` of the data directory',
  },
  EVERSTEP_LOG_LEVEL: {
    meaning: '`debug`, `info`, `warn` or `error`; the API also takes `silent`.',
  },
  EVERSTEP_BODY_LIMIT: { meaning: 'Longest body of a request, in bytes.' },
  EVERSTEP_MAX_BACKLOG: {
    meaning:
      'Launches, or deliveries, that may wait for Temporal while it is away; then the API answers 503.',
  },
  EVERSTEP_ON_FAILURE: {
    meaning:
      '`hold`: a run that would fail waits for an operator, as with `ON FAILURE HOLD`; one that is running keeps what it began with.',
  },
  EVERSTEP_MIGRATE: { meaning: '`false`: the API leaves the schema of the database alone.' },
  EVERSTEP_ALLOW_PRIVATE_ADDRESSES: {
    meaning: '`true` lets workers call private and loopback addresses at any port.',
  },
  EVERSTEP_ALLOWED_HOSTS: {
    meaning:
      'Hosts that workers may call wherever they are and at any port: `name` or `name:port`, separated by commas.',
  },
  EVERSTEP_MODELS: {
    meaning:
      'Models that workers can ask, a list as JSON; see [Models](../reference/basic-language.md#models). Unless given, a simulated one that needs no network.',
  },
  EVERSTEP_SMTP_URL: {
    meaning:
      'Where mails are handed over: `smtps://user:password@mail.example.com`; see [Mail](#mail).',
    fallback: 'mails stay in the outbox',
  },
  EVERSTEP_PUBLIC_URL: {
    meaning:
      'Address at which people reach the API, such as `https://everstep.example.com`: mails then have a link to a page on which to decide.',
    fallback: 'no links',
  },
  EVERSTEP_MAIL_FROM: { meaning: 'Who mails come from.' },
  EVERSTEP_METRICS_ADDRESS: {
    meaning:
      '`host:port` at which Prometheus reads the figures of a worker; see [Monitoring](#monitoring). Each worker of a machine needs its own.',
  },
  EVERSTEP_TRUST_SIGNALS: {
    meaning: '`false`: a decision that comes as a Temporal signal needs the token of the approver.',
  },
  EVERSTEP_SEGMENTS: {
    meaning:
      '`off`: each short step is an activity of its own. For comparing: results are the same.',
  },
  EVERSTEP_MAX_ACTIVITIES: { meaning: 'Activities that one worker does at once.' },
  EVERSTEP_MAX_CACHED_WORKFLOWS: { meaning: 'Runs that one worker keeps in memory.' },
  EVERSTEP_TASK_QUEUE: { meaning: 'Task queue of the workers; the same for API and workers.' },
  DATABASE_URL: { meaning: 'A PostgreSQL of yours.', fallback: 'the embedded one' },
  TEMPORAL_ADDRESS: { meaning: 'A Temporal of yours, `host:port`.', fallback: 'the embedded one' },
  TEMPORAL_NAMESPACE: { meaning: 'Namespace in Temporal.' },
  EVERSTEP_TEMPORAL_UI: {
    meaning: "Address of Temporal's web pages, for links.",
    fallback: 'the embedded one',
  },
  EVERSTEP_TEMPORAL_UI_URL: { meaning: 'Another name of `EVERSTEP_TEMPORAL_UI`.' },
  EVERSTEP_TEMPORAL_PORT: { meaning: 'Port of the embedded Temporal.', fallback: '`7233`' },
  EVERSTEP_TEMPORAL_UI_PORT: {
    meaning: "Port of the embedded Temporal's web pages.",
    fallback: '`8233`',
  },
  EVERSTEP_POSTGRES_PORT: { meaning: 'Port of the embedded PostgreSQL.', fallback: '`5433`' },
  EVERSTEP_SQLITE_SYNCHRONOUS: {
    meaning:
      '`NORMAL` makes the embedded Temporal faster, and lets it lose the last moments when the power fails.',
    fallback: '`FULL`',
  },
  EVERSTEP_CACHE_DIR: {
    meaning: 'Where the Temporal command is kept.',
    fallback: '`everstep` in `XDG_CACHE_HOME`',
  },
  XDG_CACHE_HOME: { meaning: 'Folder of caches.', fallback: '`.cache` in the home folder' },
  TEMPORAL_CLI_PATH: {
    meaning: 'Exactly this `temporal` program.',
    fallback: 'found, downloaded or built',
  },
  EVERSTEP_TEMPORAL_DOWNLOAD_URL: { meaning: 'A mirror for the Temporal command.' },
  EVERSTEP_TEMPORAL_DOWNLOAD_SHA256: { meaning: "Checksum of the mirror's archive." },
};
