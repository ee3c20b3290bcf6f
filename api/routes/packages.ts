import { compile } from '../../dsl/compile';
import { diagnosticToJson } from '../../dsl/diagnostic';
import { CheckRequestSchema } from '../../plan/messages';
import { parseBody } from '../request-error';
import { ok, type Answer, type ApiRequest, type Route } from '../route';

/** Packages on disk, and looking for mistakes in a text. */
export const packageRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/packages',
    roles: ['author', 'operator'],
    handle: async (_request, api) => ok({ items: await api.packages.list() }),
  },
  {
    method: 'post',
    path: '/api/check',
    roles: ['author', 'operator'],
    handle: check,
  },
];

/** Compiles the text and throws the plan away. Nothing is kept. */
function check({ body }: ApiRequest): Promise<Answer> {
  const { text, file } = parseBody(CheckRequestSchema, body);
  const { source, plan, parameters, diagnostics } = compile({ file: file ?? 'text.bas', text });
  const answer = ok({
    valid: plan !== undefined,
    parameters,
    diagnostics: diagnostics.map((diagnostic) => diagnosticToJson(source, diagnostic)),
  });
  return Promise.resolve(answer);
}
