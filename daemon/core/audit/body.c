/*
 * Heights of eyes, elbows and knees.  A measure holds; without it they are estimated from the stature
 * (ERGONOMICS 3: ANSUR II, 4,082 men and 1,986 women, 2012; barefoot, sitting upright).
 */
#include "audit-internal.h"

/* Parts of the stature. */
#define EYE_OVER_SEAT   0.4587
#define ELBOW_OVER_SEAT 0.1411
#define EYE_SITTING     0.7002 /* above the floor, the seat at the height of the knees */
#define ELBOW_SITTING   0.3826 /* the same */
#define EYE_STANDING    0.9341
#define ELBOW_STANDING  0.6289
#define POPLITEAL       0.2415 /* back of the knee above the floor */

#define SHOES_MM 25.0 /* Pheasant: 20-30 men, 40-50 women */
#define SLUMP_MM 40.0 /* how much lower the eyes are in relaxed sitting */

/* Standard deviations, a self-reported stature included; of elbows the larger of 23-28. */
#define EYE_SD         26.0 /* the seat is measured; standing: 8 and that of the stature */
#define EYE_NO_SEAT_SD 30.0
#define ELBOW_SD       28.0
#define POPLITEAL_SD   15.0

static struct estimate measured_or(length_t told, double estimate, double sd)
{
	double mm = positive_mm(told);

	if (!isnan(mm)) {
		return (struct estimate){ mm, 0 };
	}
	return (struct estimate){ estimate, isnan(estimate) ? 0 : sd };
}

void body_resolve(const struct config *config, struct body *ret)
{
	double stature = positive_mm(config->user_stature);
	double seat = positive_mm(config->chair_seat_height);
	bool seated = !isnan(seat);
	double footrest = fmax(0, length_mm(config->chair_footrest)); /* NAN: 0 */
	/* where the seat is not told, the feet stand flat: on the foot rest, if there is one */
	double feet = SHOES_MM + footrest;

	*ret = (struct body){
		.seat = measured_or(MEASURE_UNSET, POPLITEAL * stature + SHOES_MM, POPLITEAL_SD),
		.footrest = footrest,
		.desk = { [POSTURE_SITTING] = length_mm(config->desk_height),
			  [POSTURE_STANDING] = length_mm(config->desk_height_standing) },
		.multifocal = config->user_glasses == GLASSES_BIFOCAL ||
			      config->user_glasses == GLASSES_PROGRESSIVE,
	};
	ret->eye[POSTURE_SITTING] = measured_or(
		config->user_eye_height,
		(seated ? seat + EYE_OVER_SEAT * stature : EYE_SITTING * stature + feet) - SLUMP_MM,
		seated ? EYE_SD : EYE_NO_SEAT_SD);
	ret->eye[POSTURE_STANDING] = measured_or(config->user_eye_height_standing,
						 EYE_STANDING * stature + SHOES_MM, EYE_SD);
	ret->elbow[POSTURE_SITTING] = measured_or(config->user_elbow_height,
						  seated ? seat + ELBOW_OVER_SEAT * stature
							 : ELBOW_SITTING * stature + feet,
						  ELBOW_SD);
	ret->elbow[POSTURE_STANDING] = measured_or(config->user_elbow_height_standing,
						   ELBOW_STANDING * stature + SHOES_MM, ELBOW_SD);
}
