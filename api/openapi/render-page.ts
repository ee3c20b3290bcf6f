import { html, type Html } from '../html';
import type { ApiDescription, Operation } from './describe-api';
import type { JsonSchema } from './json-schema';

const STYLE = html`
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
  code, pre { font: 14px/1.5 ui-monospace, monospace; } pre { overflow-x: auto; padding: .75rem;
  border: 1px solid var(--line); border-radius: 6px; } details { border-top: 1px solid var(--line);
  } summary { cursor: pointer; padding: .6rem 0; } summary b { display: inline-block; min-width:
  4.5rem; font: 600 13px ui-monospace, monospace; } summary span { opacity: .75; padding-left:
  .5rem; } table { border-collapse: collapse; width: 100%; } th, td { text-align: left;
  vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); } td {
  white-space: pre-line; overflow-wrap: anywhere; }
`;

/** The description as one page that needs neither scripts nor anything from elsewhere. */
export function renderApiPage(description: ApiDescription): string {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  const parts = tags.map((tag) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(tag));
    return html`<section id="${tag}">
      <h2>${tag}</h2>
      ${own.map(renderOperation)}
    </section>`;
  });
  const names = Object.entries(description.components.schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  const schemas = names.map(
    ([name, schema]) =>
      html`<details id="schema-${name}">
        <summary><code>${name}</code></summary>
        ${renderSchema(schema)}
      </details>`,
  );
  const links = [...tags, 'schemas'].map((tag) => html`<a href="#${tag}">${tag}</a> `);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Everstep API</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <h1>Everstep API</h1>
        <p>
          For programs: <a href="/openapi.json">openapi.json</a>. A key goes into the header
          <code>X-API-KEY</code>.
        </p>
        <nav>${links}</nav>
        ${parts}
        <section id="schemas">
          <h2>schemas</h2>
          ${schemas}
        </section>
      </body>
    </html>`.html;
}

function renderOperation({
  path,
  method,
  operation,
}: {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}): Html {
  const { parameters, requestBody, responses } = operation;
  const rows = parameters.map(
    ({ name, in: place, required, description = '', schema }) =>
      html`<tr>
        <td><code>${name}</code></td>
        <td>${place}${required ? '' : ', optional'}</td>
        <td><code>${JSON.stringify(schema)}</code> ${description}</td>
      </tr>`,
  );
  const answers = Object.entries(responses).map(
    ([status, response]) =>
      html`<tr>
        <td>${status}</td>
        <td>${String(response['description'])}</td>
        <td>${renderContent(response['content'] ?? {})}</td>
      </tr>`,
  );
  return html`<details id="${operation.operationId}">
    <summary>
      <b>${method.toUpperCase()}</b><code>${path}</code><span>${operation.summary}</span>
    </summary>
    <p>${operation.description ?? 'No key is needed.'}</p>
    ${
      rows.length === 0
        ? ''
        : html`<h3>Parameters</h3>
            <table>
              ${rows}
            </table>`
    }
    ${
      requestBody
        ? html`<h3>Body</h3>
            ${renderContent((requestBody as JsonSchema)['content'])}`
        : ''
    }
    <h3>Answers</h3>
    <table>
      ${answers}
    </table>
  </details>`;
}

/** What a body consists of: the name of its schema, or the schema itself. */
function renderContent(content: unknown): readonly Html[] {
  return Object.entries(content as Readonly<Record<string, { readonly schema: JsonSchema }>>).map(
    ([type, { schema }]) => {
      const name = /^#\/components\/schemas\/(.+)$/.exec(String(schema['$ref']))?.[1];
      const named = name === undefined ? undefined : html`<a href="#schema-${name}">${name}</a>`;
      return html`<code>${type}</code> ${named ?? renderSchema(schema)}`;
    },
  );
}

function renderSchema(schema: JsonSchema): Html {
  return html`<pre>${JSON.stringify(schema, null, 2)}</pre>`;
}
