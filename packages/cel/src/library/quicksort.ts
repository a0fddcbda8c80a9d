/** Whether the element at one position of the array belongs before the one at another. */
type Less = (a: number, b: number) => boolean;

/** From this many elements on, Go partitions; fewer are sorted by insertion, which is stable. */
const MAX_INSERTION = 12;

/**
 * Sorts positions 0 to n-1 in place as Go's `sort.Slice` does: pattern-defeating quicksort, so that elements with equal keys come
 * out in the very order that the reference puts them in (cel.md section 6.3). Up to 12 elements it is stable.
 */
export function sortLikeGo(positions: number[], isLess: (a: number, b: number) => boolean): void {
  const at = (index: number) => positions[index] as number;
  new Quicksort(positions, (a, b) => isLess(at(a), at(b))).sort(0, positions.length, bitLength(positions.length));
}

const bitLength = (value: number) => 32 - Math.clz32(value);

/** Ranges are half open: from `start` to before `end`. */
class Quicksort {
  constructor(
    readonly array: number[],
    readonly less: Less,
  ) {}

  /** @param patience how many unbalanced partitions to put up with before heap sort */
  sort(start: number, end: number, patience: number): void {
    let [low, high, left] = [start, end, patience];
    let wasBalanced = true;
    let wasPartitioned = true;
    while (high - low > MAX_INSERTION) {
      if (left === 0) {
        this.#heapSort(low, high);
        return;
      }
      if (!wasBalanced) {
        this.#scatter(low, high);
        left -= 1;
      }
      let { pivot, order } = this.#choosePivot(low, high);
      if (order === "falling") {
        this.#reverse(low, high);
        pivot = high - 1 - (pivot - low);
        order = "rising";
      }
      if (wasBalanced && wasPartitioned && order === "rising" && this.#finishNearlySorted(low, high)) return;
      if (low > 0 && !this.less(low - 1, pivot)) {
        low = this.#partitionEqual(low, high, pivot);
        continue;
      }
      const length = high - low;
      const partitioned = this.#partition(low, high, pivot);
      wasPartitioned = partitioned.wasDone;
      const middle = partitioned.pivot;
      wasBalanced = Math.min(middle - low, high - middle) >= Math.floor(length / 8);
      if (middle - low < high - middle) {
        this.sort(low, middle, left);
        low = middle + 1;
      } else {
        this.sort(middle + 1, high, left);
        high = middle;
      }
    }
    this.#insertionSort(low, high);
  }

  #swap(a: number, b: number): void {
    const value = this.array[a] as number;
    this.array[a] = this.array[b] as number;
    this.array[b] = value;
  }

  #insertionSort(start: number, end: number): void {
    for (let index = start + 1; index < end; index += 1)
      for (let at = index; at > start && this.less(at, at - 1); at -= 1) this.#swap(at, at - 1);
  }

  #heapSort(start: number, end: number): void {
    const size = end - start;
    for (let index = Math.floor((size - 1) / 2); index >= 0; index -= 1) this.#siftDown(index, size, start);
    for (let last = size - 1; last >= 0; last -= 1) {
      this.#swap(start, start + last);
      this.#siftDown(0, last, start);
    }
  }

  #siftDown(from: number, size: number, start: number): void {
    let root = from;
    for (let child = 2 * root + 1; child < size; child = 2 * root + 1) {
      if (child + 1 < size && this.less(start + child, start + child + 1)) child += 1;
      if (!this.less(start + root, start + child)) return;
      this.#swap(start + root, start + child);
      root = child;
    }
  }

  /** Elements less than the pivot go left of it, the others right. */
  #partition(start: number, end: number, pivot: number): { readonly pivot: number; readonly wasDone: boolean } {
    this.#swap(start, pivot);
    let left = start + 1;
    let right = end - 1;
    for (let swaps = 0; ; swaps += 1) {
      while (left <= right && this.less(left, start)) left += 1;
      while (left <= right && !this.less(right, start)) right -= 1;
      if (left > right) {
        this.#swap(right, start);
        return { pivot: right, wasDone: swaps === 0 };
      }
      this.#swap(left, right);
      left += 1;
      right -= 1;
    }
  }

  /** Elements equal to the pivot go left; none is less. Gives the start of the greater ones. */
  #partitionEqual(start: number, end: number, pivot: number): number {
    this.#swap(start, pivot);
    let left = start + 1;
    let right = end - 1;
    for (;;) {
      while (left <= right && !this.less(start, left)) left += 1;
      while (left <= right && this.less(start, right)) right -= 1;
      if (left > right) return left;
      this.#swap(left, right);
      left += 1;
      right -= 1;
    }
  }

  /** Mends a few neighbours out of order; whether the range is sorted now. */
  #finishNearlySorted(start: number, end: number): boolean {
    let at = start + 1;
    for (let step = 0; step < 5; step += 1) {
      while (at < end && !this.less(at, at - 1)) at += 1;
      if (at === end) return true;
      if (end - start < 50) return false;
      this.#swap(at, at - 1);
      for (let left = at - 1; at - start >= 2 && left >= 1 && this.less(left, left - 1); left -= 1)
        this.#swap(left, left - 1);
      for (let right = at + 1; end - at >= 2 && right < end && this.less(right, right - 1); right += 1)
        this.#swap(right, right - 1);
    }
    return false;
  }

  /** Breaks a pattern that made a bad pivot, by swaps that look random and depend on the length alone. */
  #scatter(start: number, end: number): void {
    const length = end - start;
    const mask = 2 ** bitLength(length) - 1;
    const middle = start + Math.floor(length / 4) * 2;
    let random = BigInt(length);
    for (let index = middle - 1; index <= middle + 1; index += 1) {
      random ^= BigInt.asUintN(64, random << 13n);
      random ^= random >> 7n;
      random ^= BigInt.asUintN(64, random << 17n);
      const other = Number(random & BigInt(mask));
      this.#swap(index, start + (other >= length ? other - length : other));
    }
  }

  /** A median of three, or for long ranges of three such medians; the swaps it took tell how the range is ordered. */
  #choosePivot(start: number, end: number): { pivot: number; order: "rising" | "falling" | "unknown" } {
    const quarter = Math.floor((end - start) / 4);
    let swaps = 0;
    const median = (x: number, y: number, z: number) => {
      let [a, b, c] = [x, y, z];
      const order = (first: number, second: number): readonly [number, number] => {
        if (!this.less(second, first)) return [first, second];
        swaps += 1;
        return [second, first];
      };
      [a, b] = order(a, b);
      [b, c] = order(b, c);
      [a, b] = order(a, b);
      return b;
    };
    const around = (index: number) => (end - start >= 50 ? median(index - 1, index, index + 1) : index);
    const pivot = median(around(start + quarter), around(start + quarter * 2), around(start + quarter * 3));
    return { pivot, order: swaps === 0 ? "rising" : swaps === 12 ? "falling" : "unknown" };
  }

  #reverse(start: number, end: number): void {
    for (let left = start, right = end - 1; left < right; left += 1, right -= 1) this.#swap(left, right);
  }
}
