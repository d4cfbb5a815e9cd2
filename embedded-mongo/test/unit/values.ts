/** BSON values for the tables of behaviour, and a form in which to compare them. */
import { Binary, Decimal128, EJSON, Long, ObjectId } from 'bson';

export const ID = new ObjectId('65f000000000000000000001');
export const OTHER_ID = new ObjectId('65f000000000000000000002');

/** Equal to `ID`, and another object. */
export const sameId = (): ObjectId => new ObjectId('65f000000000000000000001');

export const decimal = (digits: string): Decimal128 => Decimal128.fromString(digits);
export const long = (digits: string): Long => Long.fromString(digits);
export const bytes = (...values: number[]): Binary => new Binary(Buffer.from(values));

/** A value with its types and the order of its fields: equal strings for what a client could not tell apart. */
export const serialized = (value: unknown): string => EJSON.stringify(value, { relaxed: true });
