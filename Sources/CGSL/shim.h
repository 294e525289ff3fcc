#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_fft_complex.h>
#include <gsl/gsl_fft_real.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_interp.h>
#include <gsl/gsl_spline.h>
#include <gsl/gsl_movstat.h>
#include <gsl/gsl_rstat.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_siman.h>

// Swift 6 refuses C's global variables; these read the constant ones that are needed.
static inline const gsl_qrng_type *scalelab_qrng_sobol(void) { return gsl_qrng_sobol; }
static inline const gsl_qrng_type *scalelab_qrng_niederreiter_2(void) { return gsl_qrng_niederreiter_2; }
static inline const gsl_qrng_type *scalelab_qrng_halton(void) { return gsl_qrng_halton; }
static inline const gsl_qrng_type *scalelab_qrng_reversehalton(void) { return gsl_qrng_reversehalton; }
static inline const gsl_multimin_fminimizer_type *scalelab_nmsimplex2(void) {
  return gsl_multimin_fminimizer_nmsimplex2;
}
