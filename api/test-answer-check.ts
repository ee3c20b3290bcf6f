import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { ProblemSchema } from '../plan/messages';
import { errorsOf } from './openapi/common-errors';
import type { Route } from './route';
import { ROUTES } from './routes/table';

const ajv = addFormats(new Ajv({ strict: false }));
const validators = new WeakMap<z.ZodType, ReturnType<typeof ajv.compile>>();

/** Throws when a route answers what its description does not say: another status, code or form. */
export function checkAnswer(
  method: string,
  address: string,
  answer: { readonly status: number; readonly body: unknown },
): void {
  const { pathname: path } = new URL(address, 'http://api');
  const route = ROUTES.find((one) => one.method === method.toLowerCase() && matches(one, path));
  if (route === undefined) return;
  const told = route.answers[answer.status];
  if (told !== undefined) {
    if (answer.status === 204 || told.type !== undefined) return;
    checkForm(told.schema, answer.body, `${method} ${route.path} ${answer.status}`);
    return;
  }
  const { code } = ProblemSchema.parse(answer.body);
  if (!errorsOf(route).some((known) => known === code)) {
    throw new Error(`${method} ${route.path} is not described as answering ${code}`);
  }
}

/** An answer has no member that its description does not have. */
function checkForm(schema: z.ZodType, body: unknown, what: string): void {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
    validators.set(schema, validate);
  }
  if (!validate(body)) {
    throw new Error(`${what} is not as described: ${ajv.errorsText(validate.errors)}`);
  }
}

function matches({ path }: Route, address: string): boolean {
  return new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(address);
}
