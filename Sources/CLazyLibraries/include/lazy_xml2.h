/* What is used of libxml2. */
#pragma once

#include "lazy.h"
#include <libxml/xmlversion.h>
/* Debian's libxml2 converts with ICU, whose headers would clash with those inside Foundation; none of it is used here. */
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>

#define XML2_FUNCTIONS(F) \
  F(htmlDocPtr, htmlReadMemory, (const char *text, int size, const char *url, const char *encoding, int options), (text, size, url, encoding, options)) \
  F(xmlNodePtr, xmlDocGetRootElement, (const xmlDoc *document), (document)) \
  F(void, xmlFreeDoc, (xmlDocPtr document), (document)) \
  F(void, xmlFreeTextReader, (xmlTextReaderPtr reader), (reader)) \
  F(long, xmlGetLineNo, (const xmlNode *node), (node)) \
  F(xmlTextReaderPtr, xmlReaderForMemory, (const char *text, int size, const char *url, const char *encoding, int options), (text, size, url, encoding, options)) \
  F(const xmlChar *, xmlTextReaderConstLocalName, (xmlTextReaderPtr reader), (reader)) \
  F(const xmlChar *, xmlTextReaderConstValue, (xmlTextReaderPtr reader), (reader)) \
  F(int, xmlTextReaderGetParserLineNumber, (xmlTextReaderPtr reader), (reader)) \
  F(int, xmlTextReaderIsEmptyElement, (xmlTextReaderPtr reader), (reader)) \
  F(int, xmlTextReaderMoveToNextAttribute, (xmlTextReaderPtr reader), (reader)) \
  F(int, xmlTextReaderNodeType, (xmlTextReaderPtr reader), (reader)) \
  F(int, xmlTextReaderRead, (xmlTextReaderPtr reader), (reader))

XML2_FUNCTIONS(LAZY_FUNCTION)

/* Opens the library and finds every function; whether that went well. Once it has, the functions above may be called. */
bool lazy_open_xml2(void);
