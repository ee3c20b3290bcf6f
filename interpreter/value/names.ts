import { AppError } from '../../plan/errors';

/** Names that could reach a prototype. They are refused wherever a value gets a member. */
function isForbiddenName(name: string): boolean {
  return name === '__proto__' || name === 'prototype' || name === 'constructor';
}

/** Gives the name back, or refuses it (`VALUE_NAME`). */
export function checkName(name: string): string {
  if (isForbiddenName(name)) throw new AppError('VALUE_NAME', { name });
  return name;
}
