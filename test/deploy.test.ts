import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { parse } from 'yaml';
import { ApiConfigSchema, readApiConfig } from '../api/config';
import { readTemporalCliConfig } from '../runtime/config';
import { ensureTemporalCli } from '../runtime/temporal-cli';
import { temporalDynamicConfig } from '../runtime/temporal-server';
import { searchAttributes } from '../runtime/temporal-namespace';
import { WorkerConfigSchema } from '../workers/config';

type Environment = Readonly<Record<string, string>>;

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Environment;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[]; readonly start_period: string };
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly volumes?: readonly string[];
  readonly restart: string;
  readonly stop_grace_period?: string;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const ROOT = join(__dirname, '..');
const COMPOSE_FILE = join(ROOT, 'docker-compose.yml');
const SECRETS = {
  EVERSTEP_SECRET: 'a-secret-of-the-test-0123456789',
  EVERSTEP_API_KEY: 'a-key-of-the-test-0123456789',
};
const ONE_SHOT = ['temporal-setup', 'migrate'];
const STAYING = ['postgresql', 'temporal', 'temporal-ui', 'api', 'worker'];

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const dockerfile = read('Dockerfile');

/** What Compose does with `${NAME}`, `${NAME:-default}` and `${NAME:?message}`. */
function fillPlaceholders(text: string, given: Environment): string {
  return text.replaceAll(/\$\{(\w+)(?::([-?][^}]*))?\}/g, (_whole, name: string, rest?: string) => {
    const value = given[name] ?? '';
    if (value === '' && rest?.startsWith('?') === true)
      throw new Error(`${name}: ${rest.slice(1)}`);
    return value === '' ? (rest ?? '').slice(1) : value;
  });
}

function serviceOf(name: string): Service {
  const service = compose.services[name];
  if (service === undefined) throw new Error(`there is no service ${name}`);
  return service;
}

function environmentOf(name: string, given: Environment = SECRETS): Environment {
  const entries = Object.entries(serviceOf(name).environment ?? {});
  return Object.fromEntries(entries.map(([key, text]) => [key, fillPlaceholders(text, given)]));
}

describe('docker-compose.yml', () => {
  const services = Object.entries(compose.services);

  it('has the services that stay and those that end', () => {
    expect(services.map(([name]) => name).sort()).toEqual([...STAYING, ...ONE_SHOT].sort());
  });

  it.each(services)('pins the image of %s to a minor version at least', (_name, { image }) => {
    expect(image).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?(-[\w.-]+)?$/);
  });

  it('runs the Temporal server that belongs to the embedded one', () => {
    for (const name of ['temporal', 'temporal-setup']) {
      expect(serviceOf(name).image).toMatch(/^temporalio\/(auto-setup|admin-tools):1\.29\.1(-|$)/);
    }
    expect(environmentOf('temporal')['DB']).toBe('postgres12');
  });

  it.each(STAYING)('checks the health of %s, restarts it and lets it stop', (name) => {
    const service = serviceOf(name);
    expect(service.healthcheck?.test[0]).toMatch(/^CMD(-SHELL)?$/);
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
    expect(service.healthcheck?.test.every((word) => typeof word === 'string')).toBe(true);
    expect(service.healthcheck?.start_period).toMatch(/^\d+s$/);
    expect(service.restart).toBe('unless-stopped');
    expect(service.stop_grace_period).toMatch(/^\d+s$/);
  });

  it('waits for health where a service stays, and for success where it ends', () => {
    for (const [, { depends_on: needs = {} }] of services) {
      for (const [name, { condition }] of Object.entries(needs)) {
        const expected = ONE_SHOT.includes(name)
          ? 'service_completed_successfully'
          : 'service_healthy';
        expect({ name, condition }).toEqual({ name, condition: expected });
      }
    }
    for (const name of ['api', 'worker']) {
      expect(Object.keys(serviceOf(name).depends_on ?? {}).sort()).toEqual(
        ['migrate', 'postgresql', 'temporal', 'temporal-setup'].sort(),
      );
    }
    expect(Object.keys(serviceOf('temporal').depends_on ?? {})).toEqual(['postgresql']);
    expect(Object.keys(serviceOf('temporal-setup').depends_on ?? {})).toEqual(['temporal']);
    expect(Object.keys(serviceOf('migrate').depends_on ?? {})).toEqual(['postgresql']);
  });

  it('publishes the API and the web pages of Temporal on loopback, and nothing else', () => {
    const published = services.filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name]) => name).sort()).toEqual(['api', 'temporal-ui']);
    for (const port of published.flatMap(([, { ports = [] }]) => ports)) {
      expect(fillPlaceholders(port, {})).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    }
    expect(compose.networks['internal']).toEqual({ internal: true });
    for (const name of ['postgresql', 'temporal', 'temporal-setup', 'migrate']) {
      expect(serviceOf(name).networks).toEqual(['internal']);
    }
  });

  it.each([
    ['api', 'EVERSTEP_API_KEY'],
    ['worker', 'EVERSTEP_SECRET'],
  ])('does not start %s without %s', (service, variable) => {
    expect(() => environmentOf(service, { ...SECRETS, [variable]: '' })).toThrow(
      `${variable}: set it`,
    );
  });

  it('tells the API only what it knows, and everything it needs', () => {
    const environment = environmentOf('api');
    expect(Object.keys(ApiConfigSchema.shape)).toEqual(
      expect.arrayContaining(Object.keys(environment)),
    );
    const config = readApiConfig(environment);
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 7400,
      apiKey: SECRETS.EVERSTEP_API_KEY,
      migrate: false,
      packagesDir: '/app/bottemplates',
      temporalUi: 'http://127.0.0.1:8233',
    });
    expect(serviceOf('api').ports?.[0]).toMatch(new RegExp(`:${config.port}$`));
    expect(serviceOf('api').healthcheck?.test.join(' ')).toContain(
      `127.0.0.1:${config.port}/health/ready`,
    );
  });

  it('tells the worker only what it knows, and everything it needs', () => {
    const environment = environmentOf('worker');
    expect(Object.keys(WorkerConfigSchema.shape)).toEqual(
      expect.arrayContaining(Object.keys(environment)),
    );
    expect(WorkerConfigSchema.parse(environment)).toMatchObject({
      EVERSTEP_SECRET: SECRETS.EVERSTEP_SECRET,
      EVERSTEP_ALLOW_PRIVATE_ADDRESSES: false,
    });
  });

  it('leads every process of ours to the same database, Temporal and task queue', () => {
    const shared = [
      'DATABASE_URL',
      'TEMPORAL_ADDRESS',
      'TEMPORAL_NAMESPACE',
      'EVERSTEP_TASK_QUEUE',
    ];
    const [api, ...others] = ['api', 'worker', 'migrate'].map((name) =>
      shared.map((key) => environmentOf(name)[key]),
    );
    for (const other of others) expect(other).toEqual(api);
    const url = new URL(environmentOf('api')['DATABASE_URL'] ?? '');
    const postgres = environmentOf('postgresql');
    expect(url.hostname).toBe('postgresql');
    expect([url.username, url.password, url.pathname]).toEqual([
      postgres['POSTGRES_USER'],
      postgres['POSTGRES_PASSWORD'],
      `/${postgres['POSTGRES_DB'] ?? ''}`,
    ]);
    expect(environmentOf('temporal')['POSTGRES_PWD']).toBe(postgres['POSTGRES_PASSWORD']);
    expect(environmentOf('temporal-setup')['TEMPORAL_NAMESPACE']).toBe(
      environmentOf('worker')['TEMPORAL_NAMESPACE'],
    );
  });

  it.each(['api', 'worker', 'migrate'])('starts %s from a source that exists', (name) => {
    const file = serviceOf(name).command?.find((word) => word.startsWith('dist/')) ?? 'none';
    expect(existsSync(join(ROOT, file.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
    expect(serviceOf(name).build).toBe('.');
  });

  it('mounts only files and folders that exist', () => {
    const mounted = services
      .flatMap(([, { volumes = [] }]) => volumes)
      .filter((volume) => volume.startsWith('./'))
      .map((volume) => volume.split(':')[0] ?? '');
    expect(mounted.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(mounted).toContain('./deploy/temporal-dynamic-config.yaml');
  });

  const withCompose = spawnSync('docker', ['compose', 'version']).status === 0;
  const reason = 'not asked: there is no `docker compose` on this machine';
  it(`is accepted by docker compose (${withCompose ? 'asked' : reason})`, () => {
    if (!withCompose) process.stderr.write(`docker-compose.yml is ${reason}\n`);
    const check = withCompose
      ? spawnSync('docker', ['compose', '--file', COMPOSE_FILE, 'config', '--quiet'], {
          encoding: 'utf8',
          env: { ...process.env, ...SECRETS },
        })
      : undefined;
    expect(check?.stderr ?? '').toBe('');
    expect(check?.status ?? 0).toBe(0);
  });
});

describe('deploy/temporal-dynamic-config.yaml', () => {
  it('holds the values of the embedded server, and the server is told to read it', () => {
    const file = parse(read('deploy/temporal-dynamic-config.yaml')) as Record<string, unknown>;
    const expected = Object.entries(temporalDynamicConfig).map(([key, value]) => [
      key,
      [{ value }],
    ]);
    expect(file).toEqual(Object.fromEntries(expected));
    const path = environmentOf('temporal')['DYNAMIC_CONFIG_FILE_PATH'] ?? 'none';
    expect(serviceOf('temporal').volumes).toEqual([
      `./deploy/temporal-dynamic-config.yaml:${path}:ro`,
    ]);
  });
});

const address = process.env['EVERSTEP_TEST_TEMPORAL_ADDRESS'] ?? 'none';
const run = promisify(execFile);

describe('deploy/temporal-setup.sh', () => {
  it('makes the namespace with its retention and search attributes, however often it runs', async () => {
    const cli = await ensureTemporalCli(readTemporalCliConfig(process.env), () => undefined);
    const namespace = `deploy-${process.pid}`;
    const environment = {
      ...process.env,
      PATH: [dirname(cli.path), process.env['PATH']].join(delimiter),
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: namespace,
    };
    const script = join(ROOT, 'deploy/temporal-setup.sh');
    for (let time = 1; time <= 2; time += 1) {
      const { stdout } = await run('sh', [script], { env: environment });
      expect(stdout).toContain(`namespace ${namespace} is ready`);
    }
    const connection = await Connection.connect({ address });
    try {
      const { config } = await connection.workflowService.describeNamespace({ namespace });
      const seconds = Number(config?.workflowExecutionRetentionTtl?.seconds);
      expect(seconds).toBe(30 * 24 * 60 * 60);
      const known = await connection.operatorService.listSearchAttributes({ namespace });
      const keyword = 2;
      expect(known.customAttributes).toMatchObject(
        Object.fromEntries(searchAttributes.map((name) => [name, keyword])),
      );
    } finally {
      await connection.close();
    }
  });
});

describe('deploy/worker-health.mjs', () => {
  const namespace = process.env['EVERSTEP_TEST_TEMPORAL_NAMESPACE'] ?? 'none';
  const name = `deploy-${process.pid}`;

  function check(given: Environment = {}): {
    readonly status: number | null;
    readonly said: string;
  } {
    const { status, stdout } = spawnSync(process.execPath, ['deploy/worker-health.mjs'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        ...process.env,
        TEMPORAL_ADDRESS: address,
        TEMPORAL_NAMESPACE: namespace,
        EVERSTEP_TASK_QUEUE: name,
        ...given,
      },
    });
    return { status, said: stdout };
  }

  it('is well while this machine asks for work, and only then', async () => {
    expect(check()).toEqual({
      status: 1,
      said: `nobody on ${hostname()} has asked for the work of "${name}"\n`,
    });
    await pollOnce(`1@another-${hostname()}x`);
    expect(check().status).toBe(1);
    await pollOnce(`1@${hostname()}`);
    expect(check()).toEqual({ status: 0, said: 'polls\n' });
  });

  it('is not well without a Temporal', () => {
    const { status, said } = check({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(status).toBe(1);
    expect(said).not.toBe('');
  });

  /** Asks for work as a worker does, and gives up after a moment. */
  async function pollOnce(identity: string): Promise<void> {
    const connection = await Connection.connect({ address });
    try {
      await connection.withDeadline(Date.now() + 2500, () =>
        connection.workflowService.pollActivityTaskQueue({
          ...{ namespace, identity },
          taskQueue: { name },
        }),
      );
    } catch {
      // The deadline: there is no work.
    } finally {
      await connection.close();
    }
  }
});

describe('Dockerfile', () => {
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image);
  const engines = (JSON.parse(read('package.json')) as { engines: { node: string } }).engines;

  it('builds and runs on a Node that package.json allows, with glibc', () => {
    expect(images).toHaveLength(2);
    const [, major = '', minor = ''] = /^>=(\d+)\.(\d+)$/.exec(engines.node) ?? [];
    for (const image of images) {
      const version = /^node:(\d+)\.(\d+)(?:\.\d+)?-bookworm-slim$/.exec(image);
      expect(Number(version?.[1])).toBe(Number(major));
      expect(Number(version?.[2])).toBeGreaterThanOrEqual(Number(minor));
    }
  });

  it('runs as another user than root, in UTC, without packages for development', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/\bTZ=UTC\b/);
    expect(last).toMatch(/\bLC_ALL=C\.UTF-8\b/);
    expect(last).toContain('npm ci --omit=dev');
    expect(last).toMatch(/^CMD \["node"/m);
  });

  it('copies what exists and what .dockerignore lets through', () => {
    const letThrough = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
      .flatMap(([, sources = '']) => sources.split(' '))
      .filter((source) => source !== '.');
    expect(copied).toContain('migrations');
    expect(copied.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    expect(letThrough).toEqual(expect.arrayContaining(copied));
    expect(letThrough).toEqual(expect.arrayContaining(foldersOfTheProgram()));
  });

  /** Top folders with sources that are compiled. */
  function foldersOfTheProgram(): string[] {
    const excluded = ['node_modules', 'dist', 'coverage', 'test', 'bench'];
    return readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .filter((name) => !excluded.includes(name))
      .filter((name) =>
        readdirSync(join(ROOT, name), { recursive: true }).some((file) =>
          String(file).endsWith('.ts'),
        ),
      );
  }
});
