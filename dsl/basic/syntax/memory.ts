import type { MemoryOwner } from '../../../plan/memory';
import type { Span } from '../../source';

/** One value of a memory. `E` is an expression, so that the tree can have these nodes without a circle. */
interface MemoryPlace<E> {
  readonly owner: MemoryOwner;
  /** Another session than that of the run. */
  readonly session?: E;
  readonly key: E;
}

/** GET BOT MEMORY and all other statements that read a memory. */
export interface GetMemoryNode<E> extends Span, MemoryPlace<E> {
  readonly kind: 'getMemory';
}

/** SET BOT MEMORY and all other statements that keep a value. */
export interface SetMemoryNode<E> extends Span, MemoryPlace<E> {
  readonly kind: 'setMemory';
  readonly value: E;
  readonly expires?: E;
}

/** BOT SHARE MEMORY. */
export interface ShareNode<E> extends Span {
  readonly kind: 'share';
  readonly key: E;
  readonly with: E;
}

/** BOT SYNC MEMORY FROM. */
export interface SyncNode<E> extends Span {
  readonly kind: 'sync';
  readonly from: E;
}
