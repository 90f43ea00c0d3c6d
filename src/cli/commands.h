/* commands.h -- every command of the program; each stands in its cmd_NAME.c. */
#ifndef CT_CLI_COMMANDS_H
#define CT_CLI_COMMANDS_H

#include "cli/cli.h"

extern const ct_cli_command ct_cmd_check;
extern const ct_cli_command ct_cmd_ack;
extern const ct_cli_command ct_cmd_cob;
extern const ct_cli_command ct_cmd_recoup;
extern const ct_cli_command ct_cmd_reconcile;
extern const ct_cli_command ct_cmd_explain;
extern const ct_cli_command ct_cmd_grammar;
extern const ct_cli_command ct_cmd_xml;
extern const ct_cli_command ct_cmd_x12;
extern const ct_cli_command ct_cmd_json;
extern const ct_cli_command ct_cmd_format;
extern const ct_cli_command ct_cmd_list;
extern const ct_cli_command ct_cmd_get;
extern const ct_cli_command ct_cmd_split;
extern const ct_cli_command ct_cmd_merge;
extern const ct_cli_command ct_cmd_html;

#endif
