/* Random numbers that are the same on every machine, for ever: a stored seed must give the same p. */
#include "association-internal.h"

uint64_t splitmix64(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

void association_random_seed(struct association_random *r, uint64_t seed)
{
	for (size_t i = 0; i < ELEMENTSOF(r->s); i++) {
		r->s[i] = splitmix64(&seed);
	}
}

static uint64_t rotate_left(uint64_t x, unsigned by)
{
	return x << by | x >> (64 - by);
}

uint64_t association_random_next(struct association_random *r)
{
	uint64_t *s = r->s, result = rotate_left(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate_left(s[3], 45);
	return result;
}

uint32_t association_random_below(struct association_random *r, uint32_t n)
{
	uint64_t m = (association_random_next(r) >> 32) * n;

	if ((uint32_t) m < n) {
		uint32_t least = (uint32_t) -n % n;
		while ((uint32_t) m < least) {
			m = (association_random_next(r) >> 32) * n;
		}
	}
	return (uint32_t) (m >> 32);
}
