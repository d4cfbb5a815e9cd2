import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 collect garbage when the heap has grown by half since the last time; by itself it waits until a small heap is
 * four times as large. Operations that are asked once each turn over all caches: 380 MB in place of 230 for the same live
 * heap of 80, and the more frequent collections cost a twelfth of the CPU then, and nothing that could be measured else.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=50');
