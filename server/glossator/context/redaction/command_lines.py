"""The secrets that are told by the command they are given to, in scripts and documentation."""

from __future__ import annotations

from glossator.context.redaction.entropy import is_no_dummy, is_secret
from glossator.context.redaction.form import Format

_ARGUMENTS = r"\b[^\n|;]{0,200}?"
_PIPED = (
    r"\b(?:echo|printf)(?: -[a-z]{1,3}| [\"']%s(?:\\n)?[\"'])? [\"']?([^\s\"'$|]{4,200})[\"']? ?\|"
)

IN_COMMANDS = (
    # Options that only these commands have
    *(
        Format(marker, rf"\b{command}([^\s\"'$]{{4,200}})", is_no_dummy)
        for marker, command in (
            ("mysql", rf"(?:mysql|mysqldump|mysqladmin){_ARGUMENTS} -p"),
            ("sshpass", r"sshpass -p ?[\"']?"),
            ("redis-cli", rf"redis-cli{_ARGUMENTS} -a [\"']?"),
            ("docker", rf"docker login{_ARGUMENTS} -p [\"']?"),
            ("curl", rf"curl{_ARGUMENTS} --user[ =][\"']?[^\s:\"'$]{{1,80}}:"),
            ("login: ", r"login: ?[^\s/]{1,60} ?/ ?"),
        )
    ),
    Format(
        "curl",
        r"\bcurl\b.{0,200}? (?:-[a-zA-Z]{0,5}u|--proxy-user)[ =]?[\"']?"
        r"[^\s:\"'$/]{1,80}:([^\s\"'$/][^\s\"'$]{2,})",
    ),
    Format(" -u", r"\A\s{1,20}-u ?[\"']?[^\s:\"'$/]{1,80}:([^\s\"'$]{3,})", is_secret),
    Format(
        "http",
        r"\bhttps?(?:ie)? (?:[^\n|;]{0,200}? )?(?:-a|--auth)[ =]?[\"']?"
        r"[^\s:\"'$]{1,80}:([^\s\"'$]{3,200})",
    ),
    Format("mysql", r"\bmysql\w{0,9}\b[^\n]{0,120}[\"']-p([^\"'\s]{4,200})[\"']", is_secret),
    Format(
        "from-literal", r"--from-literal[= ][\"']?[\w.-]{1,80}=[\"']?([^\s\"'$]{4,300})", is_secret
    ),
    Format("--user", r"--user[= ][\"']?[\w.@-]{1,60}:([^\s\"'$]{5,200})", is_secret),
    # Options that mean something else in a longer line
    *(
        Format(marker, rf"\b{command} ?[\"']?([^\s\"'$]{{5,200}})", is_secret)
        for marker, command in (
            ("zip", rf"(?:un)?zip{_ARGUMENTS} -P"),
            ("7z", rf"7z[ar]?{_ARGUMENTS} -p"),
            ("ldap", rf"ldap(?:search|modify|add|delete|whoami|passwd){_ARGUMENTS} -w"),
            ("mongo", rf"mongo(?:sh|dump|restore|export|import)?{_ARGUMENTS} -p"),
            ("az login", rf"az login{_ARGUMENTS} -p"),
            ("htpasswd", r"htpasswd -[a-zA-Z]{0,4}b[a-zA-Z]{0,4} \S{1,200} \S{1,80}"),
            ("ssh-keygen", rf"ssh-keygen{_ARGUMENTS} -[NP]"),
            ("gh secret", rf"gh secret set{_ARGUMENTS} (?:-b|--body)[ =]?"),
            ("net use", r"net use [a-zA-Z*]?:? ?\\{2,4}\S{1,200}"),
            ("smbclient", rf"smbclient{_ARGUMENTS} -U ?[\"']?[^\s%\"']{{1,80}}%"),
            ("sqlcmd", rf"sqlcmd{_ARGUMENTS} -P"),
            ("sqlplus", r"sqlplus(?: -[a-zA-Z]{1,8})* [\"']?[\w.]{1,60}/"),
            ("keytool", rf"keytool{_ARGUMENTS} -(?:store|key)pass"),
            ("nmcli", rf"nmcli{_ARGUMENTS} password"),
            ("ipmitool", rf"ipmitool{_ARGUMENTS} -P"),
            ("cqlsh", rf"cqlsh{_ARGUMENTS} -p"),
            ("psexec", rf"psexec{_ARGUMENTS} -p"),
            ("ncftp", rf"ncftp\w{{0,4}}{_ARGUMENTS} -p"),
            ("mosquitto_", rf"mosquitto_[ps]ub{_ARGUMENTS} -P"),
            ("snmp", rf"snmp\w{{1,10}}{_ARGUMENTS} -[AX]"),
            ("freerdp", rf"[xw]?freerdp{_ARGUMENTS} /p:"),
            ("x11vnc", rf"x11vnc{_ARGUMENTS} -passwd"),
            ("schtasks", rf"(?i:schtasks){_ARGUMENTS} /rp"),
            ("net user", r"net user [\w.-]{1,60}"),
            ("lftp", rf"lftp{_ARGUMENTS} -u ?[\w.@-]{{1,60}},"),
            ("mc alias set", r"mc alias set \S{1,60} \S{1,200} \S{1,100}"),
            ("doctl", rf"doctl auth{_ARGUMENTS} (?:-t|--access-token)"),
            ("openssl", rf"openssl enc{_ARGUMENTS} -[kK]"),
            ("openssl passwd", r"openssl passwd(?: -\w{1,8}){0,3}"),
            ("rootpw", r"rootpw(?: --\w{1,12}){0,3}"),
            ("influx", rf"influx{_ARGUMENTS} -(?:p|-?password)"),
        )
    ),
    # What is handed on by a pipe
    *(
        Format(marker, _PIPED + rf"[^\n]{{0,200}}{taker}", is_secret)
        for marker, taker in (
            ("password-stdin", "--password-stdin"),
            ("sudo", r"\bsudo (?:-[a-zA-Z]{1,3} ){0,3}-S"),
            ("passwd", r"\b(?:ch)?passwd\b"),
            ("secret", r"\b(?:secrets? (?:create|set|put|versions add)|with-secret)\b"),
            ("cryptsetup", r"\bcryptsetup\b"),
            ("gpg", r"\bgpg\b[^\n]{0,100}--passphrase-fd"),
        )
    ),
    # Routers, whose settings are commands
    Format("community ", r"\bsnmp-server community ([^\s\"']{4,80})", is_secret),
    Format(
        "word ",
        r"\b(?:password|secret|key-string) [0-9] ([^\s\"']{5,200})",
        is_secret,
    ),
)
