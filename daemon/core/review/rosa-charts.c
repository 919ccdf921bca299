/* The charts: figure 2 of the paper, in every cell as on the author's work sheet. */
#include "ergo/rosa.h"

#define CHAIR_LEAST 2 /* both axes of its chart begin there */

static const uint8_t chair[7][8] = {
	/* seat 2 to 8, support 2 to 9 */
	{ 2, 2, 3, 4, 5, 6, 7, 8 }, { 2, 2, 3, 4, 5, 6, 7, 8 }, { 3, 3, 3, 4, 5, 6, 7, 8 },
	{ 4, 4, 4, 4, 5, 6, 7, 8 }, { 5, 5, 5, 5, 6, 7, 8, 9 }, { 6, 6, 6, 7, 7, 8, 8, 9 },
	{ 7, 7, 7, 8, 8, 9, 9, 9 },
};

static const uint8_t monitor_phone[7][8] = {
	/* phone 0 to 6, monitor 0 to 7 */
	{ 1, 1, 1, 2, 3, 4, 5, 6 }, { 1, 1, 2, 2, 3, 4, 5, 6 }, { 1, 2, 2, 3, 3, 4, 6, 7 },
	{ 2, 2, 3, 3, 4, 5, 6, 8 }, { 3, 3, 4, 4, 5, 6, 7, 8 }, { 4, 4, 5, 5, 6, 7, 8, 9 },
	{ 5, 5, 6, 7, 8, 8, 9, 9 },
};

static const uint8_t mouse_keyboard[8][8] = {
	/* mouse 0 to 7, keyboard 0 to 7 */
	{ 1, 1, 1, 2, 3, 4, 5, 6 }, { 1, 1, 2, 3, 4, 5, 6, 7 }, { 1, 2, 2, 3, 4, 5, 6, 7 },
	{ 2, 3, 3, 3, 5, 6, 7, 8 }, { 3, 4, 4, 5, 5, 6, 7, 8 }, { 4, 5, 5, 6, 6, 7, 8, 9 },
	{ 5, 6, 6, 7, 7, 8, 8, 9 }, { 6, 7, 7, 8, 8, 9, 9, 9 },
};

static int clamp(int v, int least, int most)
{
	return v < least ? least : v > most ? most : v;
}

int rosa_chart_chair(int seat, int support)
{
	return chair[clamp(seat - CHAIR_LEAST, 0, 6)][clamp(support - CHAIR_LEAST, 0, 7)];
}

int rosa_chart_monitor_phone(int phone, int monitor)
{
	return monitor_phone[clamp(phone, 0, 6)][clamp(monitor, 0, 7)];
}

int rosa_chart_mouse_keyboard(int mouse, int keyboard)
{
	return mouse_keyboard[clamp(mouse, 0, 7)][clamp(keyboard, 0, 7)];
}

/* These two are printed as tables; in each of their cells stands the higher of row and column. */
int rosa_chart_peripherals(int b, int c)
{
	return b > c ? b : c;
}

int rosa_chart_final(int a, int peripherals)
{
	return a > peripherals ? a : peripherals;
}
