use std::{io::Write, str::FromStr, time::Duration};

use super::*;

fn from_arguments(arguments: &[&str]) -> Result<(Config, Command), ConfigError> {
    resolve(Cli::try_parse_from([&["clientline-server"], arguments].concat())?)
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn from_file(text: &str, arguments: &[&str]) -> Result<Config, ConfigError> {
    let file = file(text);
    let path = file.path().to_str().unwrap();
    from_arguments(&[&["--config", path], arguments].concat()).map(|(config, _)| config)
}

#[test]
fn without_any_setting_the_defaults_hold() {
    let (config, command) = from_arguments(&[]).unwrap();
    assert_eq!(command, Command::Serve);
    assert_eq!(config.listen.to_string(), "127.0.0.1:8000");
    assert_eq!(config.database, Database::Sqlite("clientline.db".into()));
    assert_eq!(config.limits, Limits::default());
    assert!(!config.demo);
    let origins: Vec<&str> = config.cors_origins.iter().map(Origin::as_str).collect();
    assert_eq!(origins, ["http://localhost:5173", "http://127.0.0.1:5173"]);
}

#[test]
fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
    let text = "listen = \"127.0.0.1:1\"\nbody_bytes = 5\nlog_format = \"json\"\ndemo = true\n";
    let config = from_file(text, &["--listen", "127.0.0.1:2"]).unwrap();
    assert_eq!(config.listen.port(), 2);
    assert_eq!(config.limits.body_bytes, 5);
    assert_eq!(config.log_format, LogFormat::Json);
    assert!(config.demo);
    assert_eq!(config.log_level, LogLevel::Info);
}

#[test]
fn a_flag_of_yes_or_no_can_say_no_to_the_file() {
    assert!(!from_file("demo = true\n", &["--demo=false"]).unwrap().demo);
    assert!(from_arguments(&["--demo"]).unwrap().0.demo);
}

#[test]
fn the_work_in_the_background_is_done_unless_it_is_left_to_others() {
    let by = |arguments: &[&str]| from_arguments(arguments).unwrap().0.background_work;
    assert_eq!(by(&[]), BackgroundWork::On);
    assert_eq!(by(&["--background-work=false"]), BackgroundWork::Off);
    let both = from_file("background_work = false\n", &["--background-work"]).unwrap();
    assert_eq!(both.background_work, BackgroundWork::On);
}

#[test]
fn every_setting_can_stand_in_the_file() {
    let text = r#"
        listen = "0.0.0.0:80"
        metrics_listen = "127.0.0.1:9464"
        database = "sqlite:/var/lib/clientline.db"
        migrate = true
        background_work = false
        demo = false
        log_level = "debug"
        log_format = "text"
        cors_origins = ["https://desk.example.com"]
        body_bytes = 1
        body_memory_bytes = 14
        answer_memory_bytes = 15
        header_deadline_seconds = 2
        idle_deadline_seconds = 14
        body_deadline_seconds = 3
        write_deadline_seconds = 4
        request_deadline_seconds = 5
        connections = 6
        address_connections = 15
        concurrency = 7
        organization_concurrency = 8
        address_rate = 10
        token_rate = 11
        organization_rate = 0
        public_rate = 12
        public_concurrency = 13
        trusted_proxies = ["10.0.0.0/8", "::1/128"]
        drain_notice_seconds = 0
        drain_seconds = 9
    "#;
    let config = from_file(text, &[]).unwrap();
    assert_eq!(config.database, Database::Sqlite("/var/lib/clientline.db".into()));
    assert!(config.migrate);
    assert_eq!(config.background_work, BackgroundWork::Off);
    assert_eq!(config.metrics_listen.unwrap().port(), 9464);
    assert_eq!(config.cors_origins[0].as_str(), "https://desk.example.com");
    assert_eq!(config.trusted_proxies[1].to_string(), "::1/128");
    let limits = Limits {
        body_bytes: 1,
        body_memory_bytes: 14,
        answer_memory_bytes: 15,
        header_deadline: Duration::from_secs(2),
        idle_deadline: Duration::from_secs(14),
        body_deadline: Duration::from_secs(3),
        write_deadline: Duration::from_secs(4),
        write_rate: Limits::default().write_rate,
        request_deadline: Duration::from_secs(5),
        connections: 6,
        address_connections: 15,
        concurrency: 7,
        organization_concurrency: 8,
        address_rate: 10,
        token_rate: 11,
        organization_rate: 0,
        public_rate: 12,
        public_concurrency: 13,
        drain_notice: Duration::ZERO,
        last_call: Limits::default().last_call,
        drain: Duration::from_secs(9),
        linger: Limits::default().linger,
    };
    assert_eq!(config.limits, limits);
}

#[test]
fn an_unknown_key_or_a_wrong_value_in_the_file_is_refused() {
    for (text, said) in [
        ("\nlistne = \"127.0.0.1:1\"", "line 2: there is no setting `listne`; is `listen` meant?"),
        ("weather = 1", "there is no setting `weather`; `clientline-server config` prints all"),
        ("[server]\nlisten = \"\"", "line 1: settings stand in no section"),
        ("connections = 0", "`connections` can't be 0; write a whole number from 1 on"),
        ("connections = \"many\"", "`connections` can't be \"many\"; write a whole number from 1"),
        ("address_rate = -1", "`address_rate` can't be -1; write a whole number from 0 on"),
        ("drain_seconds = 2.5", "`drain_seconds` can't be 2.5; write a whole number"),
        ("demo = \"yes\"", "`demo` can't be \"yes\"; write true or false, without quotes"),
        ("listen = 8000", "`listen` can't be 8000; write it in quotes"),
        ("log_level = \"loud\"", "write one of `error`, `warn`, `info`, `debug`, in quotes"),
        ("cors_origins = \"x\"", "write a list, such as"),
        ("database = \"mysql:x\"", "`database`: a database is given as `sqlite:<file>`"),
        ("cors_origins = [\"*\"]", "is no origin"),
        ("listen = \"a:1\"\nlisten = \"b:2\"", "line 2: `listen` is set twice"),
        ("listen = ", "line 1: this is no TOML"),
        ("listen: 1", "a setting is written as `name = value`"),
    ] {
        let error = from_file(text, &[]).unwrap_err();
        assert!(matches!(error, ConfigError::Wrong { .. }), "{text}");
        assert!(error.to_string().contains(said), "{error}");
    }
    let error = from_arguments(&["--config", "/nowhere.toml"]).unwrap_err();
    assert!(error.to_string().contains("`clientline-server config > /nowhere.toml`"), "{error}");
}

fn address(config: &Config) -> &str {
    match &config.database {
        Database::Postgres(url) => url.expose(),
        Database::Sqlite(path) => panic!("the file {}", path.display()),
    }
}

#[test]
fn the_address_of_postgres_is_kept_as_it_was_given_and_not_shown() {
    for url in ["postgres://ana:pa%40ss@db.example:6432/salon?sslmode=require", "postgresql:///x"] {
        let (config, _) = from_arguments(&["--database", url]).unwrap();
        assert_eq!(address(&config), url);
        assert!(!format!("{config:?}").contains("ss@db"), "{config:?}");
    }
    let config = from_file("database = \"postgres://db/salon\"\n", &[]).unwrap();
    assert_eq!(address(&config), "postgres://db/salon");
    assert!(from_arguments(&["--database", "postgres:salon"]).is_err());
}

#[test]
fn the_tables_are_brought_up_to_date_first_only_if_that_is_asked_for() {
    assert!(!from_arguments(&[]).unwrap().0.migrate);
    assert!(from_arguments(&["--migrate"]).unwrap().0.migrate);
    assert!(!from_file("migrate = true\n", &["--migrate=false"]).unwrap().migrate);
    assert_eq!(from_arguments(&["migrate"]).unwrap().1, Command::Migrate);
}

/// The variables are given by the flags that stand for them: a test can't set
/// the environment of its process without a race.
#[test]
fn the_pieces_of_an_address_are_put_together_where_no_address_is_given() {
    let (config, _) = from_arguments(&["--postgres-db", "salon"]).unwrap();
    assert_eq!(address(&config), "postgres://postgres@localhost:5432/salon");
    let all = "--postgres-host db --postgres-port 6432 --postgres-user a/b --postgres-password p@:%\u{e9} \
               --postgres-db s?x";
    let all: Vec<&str> = all.split_whitespace().collect();
    let (config, _) = from_arguments(&all).unwrap();
    assert_eq!(address(&config), "postgres://a%2Fb:p%40%3A%25%C3%A9@db:6432/s%3Fx");
    let given = [&all[..], &["--database", "sqlite:x"]].concat();
    assert_eq!(from_arguments(&given).unwrap().0.database, Database::Sqlite("x".into()));
    // A password or a user alone is no database.
    let (config, _) = from_arguments(&["--postgres-user", "ana"]).unwrap();
    assert_eq!(config.database, Database::Sqlite("clientline.db".into()));
}

#[test]
fn a_drain_that_would_cut_a_request_off_is_refused() {
    let error = from_arguments(&["--request-deadline-seconds", "20"]).unwrap_err();
    assert!(matches!(error, ConfigError::DrainTooShort { drain: 12, deadline: 20 }));
    assert!(from_arguments(&["--request-deadline-seconds", "20", "--drain-seconds", "20"]).is_ok());
}

#[test]
fn settings_may_stand_before_and_after_a_command() {
    let (config, command) =
        from_arguments(&["import", "--organization", "demo", "data", "--database", "sqlite:x"])
            .unwrap();
    assert_eq!(config.database, Database::Sqlite("x".into()));
    let import = Command::Import(ImportArguments {
        organization: "demo".into(),
        directory: "data".into(),
        dry_run: false,
        verbose: false,
        json: false,
    });
    assert_eq!(command, import);
}

#[test]
fn an_organization_is_made_from_its_flags() {
    let flags = "organization create --slug s --name N --email e@x.lv --currency EUR \
                 --time-zone Europe/Riga";
    let arguments: Vec<&str> = flags.split_whitespace().collect();
    let (_, command) = from_arguments(&arguments).unwrap();
    let Command::Organization(OrganizationCommand::Create(new)) = command else {
        panic!("another command");
    };
    assert_eq!((&*new.slug, &*new.time_zone), ("s", "Europe/Riga"));
    assert!(from_arguments(&["organization", "create", "--slug", "s"]).is_err());
}

#[test]
fn an_origin_is_a_scheme_and_a_host() {
    assert_eq!(Origin::from_str("HTTPS://Desk.example").unwrap().as_str(), "https://desk.example");
    for text in ["", "desk", "https://", "https://a/", "https://*", "ftp://a", "null"] {
        assert!(Origin::from_str(text).is_err(), "{text}");
    }
}

#[test]
fn what_is_shown_is_a_file_that_says_the_same_and_names_every_setting() {
    let arguments = ["--log-format", "json", "--listen", "[::1]:81", "--address-rate", "7"];
    let (config, _) = from_arguments(&arguments).unwrap();
    let text = shown(&config);
    assert_eq!(from_file(&text, &[]).unwrap(), config);
    for argument in <Cli as clap::CommandFactory>::command().get_arguments() {
        if argument.get_help_heading() == Some(settings::HEADING) && !argument.is_hide_set() {
            let name = argument.get_id().as_str();
            let is_named =
                |line: &str| line.trim_start_matches("# ").starts_with(&format!("{name} ="));
            assert!(text.lines().any(is_named), "{name} is not in {text}");
        }
    }
}

#[test]
fn a_secret_may_stand_in_a_file_and_is_not_shown() {
    let secret = file("postgres://ana:secret@db.example/salon\n");
    let path = secret.path().to_str().unwrap();
    let (config, _) = from_arguments(&["--database-file", path]).unwrap();
    assert_eq!(address(&config), "postgres://ana:secret@db.example/salon");
    let text = shown(&config);
    assert!(text.contains("db.example/salon") && !text.contains("secret"), "{text}");
    let (config, _) =
        from_arguments(&["--database-file", path, "--database", "sqlite:here.db"]).unwrap();
    assert_eq!(config.database, Database::Sqlite("here.db".into()));
    let password = file("a word\n");
    let password = password.path().to_str().unwrap();
    let pieces = ["--postgres-host", "db.example", "--postgres-password-file", password];
    let (config, _) = from_arguments(&pieces).unwrap();
    assert_eq!(address(&config), "postgres://postgres:a%20word@db.example:5432/postgres");
}

/// As where a service's credential is the address, and the package's configuration has another.
#[test]
fn an_address_in_a_file_that_a_flag_names_wins_over_the_configuration() {
    let secret = file("postgres://ana@db.example/salon\n");
    let secret = secret.path().to_str().unwrap();
    let text = "database = \"sqlite:/var/lib/clientline/clientline.db\"\ncreate = true\n";
    let config = from_file(text, &["--database-file", secret]).unwrap();
    assert_eq!(address(&config), "postgres://ana@db.example/salon");
    let both = ["--database-file", secret, "--database", "sqlite:x"];
    assert_eq!(from_file(text, &both).unwrap().database, Database::Sqlite("x".into()));
    let named = format!("database_file = {secret:?}\n");
    assert_eq!(address(&from_file(&named, &[]).unwrap()), "postgres://ana@db.example/salon");
}

#[test]
fn a_file_that_holds_no_address_is_refused_without_repeating_it() {
    let wrong = file("ana:secret@db.example\n");
    let error = from_arguments(&["--database-file", wrong.path().to_str().unwrap()]).unwrap_err();
    assert!(error.to_string().contains("sqlite:<file>"), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[test]
fn a_number_that_is_none_is_refused_with_what_to_write() {
    for (arguments, advice) in [
        (["--connections", "0"], "write a whole number from 1 on"),
        (["--database-connections", "many"], "write a whole number from 1 on"),
        (["--address-rate", "-"], "write a whole number from 0 on"),
        (["--postgres-port", "abc"], "POSTGRES_PORT is a number from 1 to 65535"),
        (["--postgres-port", "0"], "such as 5432"),
    ] {
        let refused = from_arguments(&arguments).unwrap_err().to_string();
        assert!(refused.contains(advice), "{refused}");
    }
    assert!(from_arguments(&["--address-rate", "0", "--connections", "1"]).is_ok());
}
