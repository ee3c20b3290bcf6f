import type { Route } from '../route';

/** Where an answer leads: an operation, and what its parameters are. */
export interface Link {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What `operationIdOf` gives for a route. */
type NameOperation = (route: Pick<Route, 'method' | 'path'>) => string;

/**
 * The links of a collection: what it makes, and the first of what it lists, can be looked at and worked on at
 * the addresses below it.
 */
export function linksOf(
  { method, path }: Pick<Route, 'method' | 'path'>,
  routes: readonly Pick<Route, 'method' | 'path'>[],
  nameOf: NameOperation,
): Readonly<Record<string, Link>> {
  const member = { post: '/id', get: '/items/0/id' }[method as string];
  if (member === undefined) return {};
  const below = routes.filter((other) => new RegExp(`^${path}/:id(/[a-z]+)?$`).test(other.path));
  return Object.fromEntries(
    below.map((other) => {
      const operationId = nameOf(other);
      return [operationId, { operationId, parameters: { id: `$response.body#${member}` } }];
    }),
  );
}
