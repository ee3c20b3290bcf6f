import { ERRORS, type ErrorCode } from '../../plan/errors';
import { ProblemSchema } from '../../plan/messages';
import type { Route } from '../route';
import { errorsOf } from './common-errors';
import { describeSchema, type Components, type JsonSchema } from './json-schema';
import { linksOf, type Link } from './links';
import { describePath, describeQuery, IDEMPOTENCY_KEY, PREFER, type Parameter } from './parameters';
import { PUBLIC_ROUTES, type PublicRoute } from './public-routes';

/** It grows with what the API can do; what it could it still can, so the first number stays. */
const API_VERSION = '1.0.0';

/** What an operation of the document is. */
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, JsonSchema>>;
}

/** An OpenAPI 3.1 document: https://spec.openapis.org/oas/v3.1.1.html. */
export interface ApiDescription {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly security: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Components; readonly securitySchemes: object };
}

/** The description of the API, made of its routes. */
export function describeApi(routes: readonly Route[]): ApiDescription {
  const schemas: Components = {};
  const paths: Record<string, Record<string, Operation>> = {};
  const add = (route: Route | PublicRoute): void => {
    const operations = (paths[addressOf(route)] ??= {});
    operations[route.method] = describeRoute(route, { schemas, routes });
  };
  routes.forEach(add);
  PUBLIC_ROUTES.forEach(add);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Everstep',
      version: API_VERSION,
      description: 'Durable workflows of bots and people.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    security: [{ apiKey: [] }, { bearer: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-KEY' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

/** The address of a route as OpenAPI writes it. */
export function addressOf({ path }: Pick<Route, 'path'>): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}

/** What the description of one route is made with. */
interface Whole {
  readonly schemas: Components;
  readonly routes: readonly Route[];
}

function describeRoute(
  route: Route | PublicRoute,
  { schemas: components, routes }: Whole,
): Operation {
  const roles = 'roles' in route ? route.roles : undefined;
  const errors = roles ? errorsOf(route) : route.errors;
  return {
    operationId: operationIdOf(route),
    tags: [tagOf(route)],
    summary: route.summary,
    ...(roles && { description: `Roles: ${['admin', ...roles].join(', ')}.` }),
    ...(!roles && { security: [] }),
    parameters: [
      ...describePath(route.path, route.params, components),
      ...(route.query === undefined ? [] : describeQuery(route.query, components)),
      ...(route.isIdempotent ? [IDEMPOTENCY_KEY] : []),
      ...(route.canWait ? [PREFER] : []),
    ],
    ...(route.body !== undefined && { requestBody: describeBody(route, components) }),
    responses: {
      ...describeProblems(errors, components),
      ...describeAnswers(route, components, linksOf(route, routes, operationIdOf)),
    },
  };
}

function describeBody({ body, isBodyOptional }: PublicRoute, components: Components): object {
  const content =
    typeof body === 'object'
      ? { 'application/json': { schema: describeSchema(body, 'input', components) } }
      : { 'application/zip': { schema: { type: 'string', format: 'binary' } } };
  return { required: isBodyOptional !== true, content };
}

function describeAnswers(
  { answers }: PublicRoute,
  components: Components,
  links: Readonly<Record<string, Link>>,
): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { means, schema, type = 'application/json' }]) => [
      status,
      {
        description: means,
        ...(status !== '204' && {
          content: { [type]: { schema: describeSchema(schema, 'output', components) } },
        }),
        ...(Object.keys(links).length > 0 && { links }),
      },
    ]),
  );
}

/** One response for each status, which names the codes. */
function describeProblems(
  errors: readonly ErrorCode[],
  components: Components,
): Record<string, JsonSchema> {
  const schema = describeSchema(ProblemSchema, 'output', components);
  const content = { 'application/problem+json': { schema } };
  const statuses = new Set(errors.map((code) => ERRORS[code].status));
  return Object.fromEntries(
    Array.from(statuses, (status) => {
      const codes = errors.filter((code) => ERRORS[code].status === status);
      const description = codes.map((code) => `${code}: ${ERRORS[code].message}`).join('\n\n');
      return [String(status), { description, content }];
    }),
  );
}

/** `POST /api/workflows/:id/pause` is `postWorkflowsByIdPause`. */
function operationIdOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const words = path
    .replace(/^\/api\//, '')
    .replaceAll(/:(\w+)/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

function tagOf({ path }: Pick<Route, 'path'>): string {
  return /^\/api\/(\w+)/.exec(path)?.[1] ?? 'server';
}
