import { ok, type Route } from '../route';

/** Packages on disk, and looking for mistakes in a text. */
export const packageRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/packages',
    roles: ['author', 'operator'],
    handle: async (_request, api) => ok({ items: await api.packages.list() }),
  },
];
