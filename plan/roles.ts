/** What the owner of a key may be. */
export const ROLES = ['admin', 'author', 'operator', 'approver', 'bot'] as const;
export type Role = (typeof ROLES)[number];
