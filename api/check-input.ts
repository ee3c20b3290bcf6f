import { checkInput as check } from '../plan/check-input';
import { AppError } from '../plan/errors';
import type { InputField } from '../plan/schema';
import type { ObjectValue, Variables } from '../plan/value';
import { RequestError } from './request-error';

/** The input of a run as its workflow takes it; a refusal points at the member of the request. */
export function checkInput(given: ObjectValue, fields: readonly InputField[]): Variables {
  try {
    return check(given, fields);
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('INPUT_')) throw error;
    throw new RequestError(
      error.code,
      [{ pointer: pointerOf(error), message: error.message }],
      error.details,
    );
  }
}

function pointerOf({ details }: AppError): string {
  const name = String(details['name']).replaceAll('~', '~0').replaceAll('/', '~1');
  return `/input/${name}`.slice(0, 500);
}
