/** The reason why a process cannot start, in a sentence for the person who started it. */
export class StartFailure extends Error {
  override name = 'StartFailure';
}
