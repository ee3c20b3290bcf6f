import type { ErrorCode } from '../../plan/errors';
import type { Route } from '../route';

/** Codes that every address below /api can answer. */
const ALWAYS = [
  ...(['API_KEY_MISSING', 'API_KEY_WRONG', 'API_FORBIDDEN', 'API_PATH_INVALID'] as const),
  ...(['API_QUERY_INVALID', 'API_HOST_WRONG', 'API_UNAVAILABLE', 'API_INTERNAL'] as const),
  ...(['STORE_BUSY', 'STORE_DOWN'] as const),
] as const;
/** Codes of what takes a body. */
const OF_BODIES = ['API_BODY_TOO_LARGE', 'API_TIMEOUT'] as const;
/** Codes of what takes JSON. */
const OF_JSON = ['API_BODY_INVALID', 'API_BODY_MALFORMED', 'API_BODY_TYPE'] as const;

/** All codes that a route can answer. */
export function errorsOf({ errors, body }: Pick<Route, 'errors' | 'body'>): readonly ErrorCode[] {
  return [
    ...errors,
    ...ALWAYS,
    ...(body === undefined ? [] : OF_BODIES),
    ...(typeof body === 'object' ? OF_JSON : []),
  ];
}
