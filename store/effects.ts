export type { TableRow } from './tables';
