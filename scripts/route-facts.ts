import { addressOf } from '../api/openapi/describe-api';
import type { Route } from '../api/route';
import { ROUTES } from '../api/routes/table';

const HEADING = /^### (?=(?:GET|POST|PUT|PATCH|DELETE) \/)/m;

/** A page about the API in which each route has its roles and errors, as the routes say them. */
export function withRouteFacts(page: string): string {
  return page.split(HEADING).map(withFacts).join('### ');
}

function withFacts(section: string): string {
  const route = ROUTES.find((one) =>
    section.startsWith(`${one.method.toUpperCase()} ${addressOf(one)}\n`),
  );
  if (route === undefined) return section;
  return section.replace(/^Roles: .*\n(?:Errors: .*\n)?/m, factsOf(route));
}

function factsOf({ roles, errors }: Route): string {
  const links = errors.map((code) => `[${code}](../errors.md#${code.toLowerCase()})`);
  const lines = [
    `Roles: ${roles.join(', ') || 'admin only'}.`,
    ...(links.length === 0 ? [] : [`Errors: ${links.join(', ')}.`]),
  ];
  return `${lines.join('\n')}\n`;
}
