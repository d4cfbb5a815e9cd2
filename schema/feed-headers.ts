/** The headers by which a reader sees what it wrote: part of what organisations and the coalition promise. */

/** On an organisation's answer to a mutation: the number up to which its feed has all that was written; `?` where it does not know yet. */
export const POSITION_HEADER = 'groundswell-position';

/** On a request to the coalition: numbers of feeds that its answer is to have reached, `labour=12,unite=?`. */
export const AFTER_HEADER = 'groundswell-after';
