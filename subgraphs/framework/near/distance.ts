/** Distances along the ground, as the database computes them. */

/** A point on earth in degrees, WGS 84. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** The mean radius of the earth (IUGG), in kilometres. */
const RADIUS_KM = 6371.0088;

/** How long a degree of a great circle is. */
export const KM_PER_DEGREE = (RADIUS_KM * Math.PI) / 180;

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * The distance of a row's place from a point in kilometres, as an aggregation expression: the haversine formula, which
 * holds for small distances, at the poles and across the antimeridian alike. Servers older than 8 have no geographic
 * operator for it, and an embedded engine none at all; each of these operators is in both.
 */
export const distanceFrom = (point: Point): object => ({
  $multiply: [2 * RADIUS_KM, { $asin: { $sqrt: { $min: [1, haversineFrom(point)] } } }],
});

/** Whether a row's place is at most so far from a point: the same without the steps that change nothing about it. */
export const isWithin = (km: number, point: Point): object => ({
  $lte: [haversineFrom(point), Math.sin(km / (2 * RADIUS_KM)) ** 2],
});

/** The square of the sine of half the angle between a row's place and a point. */
function haversineFrom({ latitude, longitude }: Point): object {
  const own = { latitude: radiansAt('latitude'), longitude: radiansAt('longitude') };
  const half = (field: 'latitude' | 'longitude', of: number) => ({
    $divide: [{ $subtract: [own[field], radians(of)] }, 2],
  });
  return {
    $add: [
      squareOfSine(half('latitude', latitude)),
      {
        $multiply: [
          Math.cos(radians(latitude)),
          { $cos: own.latitude },
          squareOfSine(half('longitude', longitude)),
        ],
      },
    ],
  };
}

const squareOfSine = (half: object): object => ({ $pow: [{ $sin: half }, 2] });

const radiansAt = (field: keyof Point): object => ({ $degreesToRadians: `$place.${field}` });
