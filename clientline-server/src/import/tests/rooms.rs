//! Services of files that need several kinds of room.

use clientline_core::model::RoomCategory;

use super::*;

/// The change of `services.csv` that names further kinds of room.
const COLUMN: (&str, &str, &str) =
    ("services.csv", "room_category,taxes", "room_category,taxes,further_room_categories");

#[tokio::test]
async fn a_service_needs_the_further_kinds_of_room_that_its_line_names() {
    let client = client(NOW);
    let tenant = organization(&client).await;
    let dir = tempfile::tempdir().unwrap();
    let (file, from, to) = COLUMN;
    let rooms = "code,name,category,center,capacity,only_one_appointment,description\n\
                 C,C,Cabin,LIS,,,\nL,L,Laser,LIS,,,\nS,S,Steam bath,LIS,,,\n";
    let added = [
        ("room_categories.csv", "name,description\nCabin,\nLaser,\nSteam bath,\n".to_owned()),
        ("rooms.csv", rooms.to_owned()),
    ];
    for (name, mut text) in small().into_iter().chain(added) {
        if name == file {
            text = text.replace(from, to).replace(",,IVA\n", ",Cabin,IVA,Laser | Steam bath\n");
        }
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    brought(&client, tenant, dir.path()).await.unwrap();
    let service = all::<Service>(&client, tenant).await.remove(0);
    let kinds = all::<RoomCategory>(&client, tenant).await;
    let named = service.further_room_category_ids.iter().map(|id| {
        let kind = kinds.iter().find(|kind| kind.id == id).unwrap();
        kind.name.to_string()
    });
    assert_eq!(named.collect::<Vec<_>>(), ["Laser", "Steam bath"]);
    let appointments = all::<Appointment>(&client, tenant).await;
    let rooms = appointments.iter().map(|one| one.rooms().count());
    assert_eq!(rooms.collect::<Vec<_>>(), [3, 3]);
}

#[tokio::test]
async fn a_further_kind_that_is_none_is_named_at_its_column() {
    let found = findings(&[COLUMN, ("services.csv", ",,IVA\n", ",,IVA,Laser\n")]).await;
    let start = "services.csv, line 2, column further_room_categories: There is no ";
    assert!(found[0].starts_with(start) && found[0].ends_with("called Laser."), "{found:?}");
}
