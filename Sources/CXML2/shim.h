#include <libxml/xmlversion.h>
/* Debian's libxml2 converts with ICU, whose headers would clash with those inside Foundation; none of it is used here. */
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
